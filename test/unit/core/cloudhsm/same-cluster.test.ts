import { expect, test } from 'vitest';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import { requireSameCluster } from '../../../../core/cloudhsm/same-cluster.ts';
import { environment } from '../../environments.ts';

const cluster = {
  clusterId: 'cluster-aaaaaaaaaaa',
  hsmType: 'hsm2m.medium',
  mode: 'FIPS',
  subnetMapping: {
    'us-east-1c': 'subnet-0ccc3333ccc3333cc',
    'us-east-1a': 'subnet-0aaa1111aaa1111aa',
    'us-east-1b': 'subnet-0bbb2222bbb2222bb',
  },
} as unknown as Cluster;

test('takes a cluster that is what the file describes, subnets in any order', () => {
  expect(() => requireSameCluster(cluster, environment())).not.toThrow();
});

test.each([
  ['another type', { hsmType: 'hsm1.medium' }, 'its HSM type is hsm2m.medium, not hsm1.medium'],
  ['another mode', { mode: 'NON_FIPS' }, 'its mode is FIPS, not NON_FIPS'],
  ['fewer subnets', { subnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0bbb2222bbb2222bb'] }, 'its subnets are subnet-0ccc3333ccc3333cc, '],
  [
    'another subnet',
    { subnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0bbb2222bbb2222bb', 'subnet-0ddd4444ddd4444dd'] },
    'its subnets are subnet-0ccc3333ccc3333cc, ',
  ],
  ['both', { hsmType: 'hsm1.medium', mode: 'NON_FIPS' }, 'its HSM type is hsm2m.medium, not hsm1.medium; its mode is FIPS, not NON_FIPS'],
])('refuses one where the file asks for %s', (_, changes, problem) => {
  expect(() => requireSameCluster(cluster, environment(changes))).toThrow(
    expect.objectContaining({
      name: 'ClusterMismatch',
      details: {
        doing: 'adopting the cluster',
        to: 'cluster-aaaaaaaaaaa',
        problem: expect.stringContaining(problem),
        remedy: expect.stringContaining('choose another environment name'),
      },
    }),
  );
});
