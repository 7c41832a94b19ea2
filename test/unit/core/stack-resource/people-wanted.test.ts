import { type ClusterState, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { requireNoPeople } from '../../../../core/stack-resource/people-wanted.ts';
import { cloudhsm } from '../../aws.ts';
import { describedCluster } from '../../clusters.ts';
import { environment } from '../../environments.ts';

const external = { certificateAuthority: { type: 'external' } };
const ceremony = { activation: { type: 'ceremony', securityGroupIds: ['sg-0e6e55e6e55e6e55e'] } };
const [signing, activating] = [
  'certificateAuthority.type is external: people sign the certificate',
  'activation.type is ceremony: people activate the cluster',
];

function standsIn(State: string | undefined, certificate?: string): void {
  const Certificates = certificate ? { ClusterCertificate: certificate } : {};
  const cluster = State && describedCluster({ State: State as ClusterState, Certificates });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: cluster ? [cluster] : [] });
}

beforeEach(() => {
  cloudhsm.reset();
});

test("an environment that wants no people is a stack's at once, and nothing is looked at", async () => {
  await requireNoPeople(environment());

  expect(cloudhsm.calls()).toEqual([]);
});

test('nor is one that comes from a backup: it is signed and activated', async () => {
  await requireNoPeople({ ...environment({ ...external, ...ceremony }), cluster: { sourceBackupId: 'backup-aaaaaaaaaaa' } });

  expect(cloudhsm.calls()).toEqual([]);
});

test.each<[string, Record<string, unknown>, string | undefined, string | undefined, string[]]>([
  ['no cluster', { ...external, ...ceremony }, undefined, undefined, [signing, activating]],
  ['no cluster, which people only sign', external, undefined, undefined, [signing]],
  ['no cluster, which people only activate', ceremony, undefined, undefined, [activating]],
  ['a new cluster', { ...external, ...ceremony }, 'UNINITIALIZED', undefined, [signing, activating]],
  ['a signed cluster', { ...external, ...ceremony }, 'INITIALIZED', 'PEM', [activating]],
])('people are wanted for %s, and a stack waits for an hour at most', async (_, changes, state, certificate, wanted) => {
  standsIn(state, certificate);

  await expect(requireNoPeople(environment(changes))).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: {
      to: 'environment production',
      problem: `${wanted.join('; ')}, and CloudFormation waits for an hour at most`,
      remedy: expect.stringContaining('`npx hsm provision -f production.json`'),
    },
  });
});

test.each<[string, Record<string, unknown>, string, string | undefined]>([
  ['signed, where people only sign', external, 'INITIALIZED', 'PEM'],
  ['activated', { ...external, ...ceremony }, 'ACTIVE', 'PEM'],
  ['signed, and CloudHSM is at work on it', { ...external, ...ceremony }, 'MODIFY_IN_PROGRESS', 'PEM'],
])('from then on nobody is: a stack takes a cluster over that is %s', async (_, changes, state, certificate) => {
  standsIn(state, certificate);

  await expect(requireNoPeople(environment(changes))).resolves.toBeUndefined();
});
