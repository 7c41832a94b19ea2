import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { lastHsmDegraded, noOtherActive } from '../../../../core/repair/last-hsm.ts';
import { cloudhsm } from '../../aws.ts';
import { clusterOf, hsm } from '../found-cluster.ts';

const [a, b] = ['us-east-1a', 'us-east-1b'];
const cluster = { ...clusterOf([]), subnetMapping: { [a]: 'subnet-a', [b]: 'subnet-b' }, hsms: [hsm(a, 'DEGRADED')] };

beforeEach(() => {
  cloudhsm.reset();
});

test.each([
  ['from backup-1 of 2026-01-01T00:30:00.000Z', [{ BackupId: 'backup-1', CreateTimestamp: new Date('2026-01-01T00:30:00Z') }]],
  ['though no backup of the cluster is READY', []],
])('of the last HSM nothing is removed: another is made beside it, which comes %s', async (from, Backups) => {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups });

  expect(await lastHsmDegraded('production', cluster, cluster.hsms)).toMatchObject({
    name: 'LastHsmDegraded',
    details: {
      to: 'cluster-aaaaaaaaaaa',
      problem: 'no HSM of it is ACTIVE, and hsm-us-east-1a may hold what no backup has',
      remedy: `CloudHSM replaces an HSM that failed by itself in some minutes: look again (\`npx hsm describe production\`). Where it does not, have another made (\`aws cloudhsmv2 create-hsm --cluster-id cluster-aaaaaaaaaaa --availability-zone us-east-1b\`), which comes ${from}, without what was made since; when it is ACTIVE, \`npx hsm repair production\``,
    },
  });
});

test('so it is where the only one that worked fails while another is being replaced', () => {
  expect(noOtherActive('cluster-1', 'hsm-1')).toMatchObject({
    name: 'LastHsmDegraded',
    details: { doing: 'removing the HSM hsm-1', to: 'cluster-1', problem: 'no other HSM of the cluster is ACTIVE any more' },
  });
});
