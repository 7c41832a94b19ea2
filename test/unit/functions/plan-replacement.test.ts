import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/plan-replacement.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';

const plan = (looks = 0) => handler({ environment: 'production', lease, looks, now }, context);

beforeEach(() => {
  cloudhsm.reset();
  emptyRecord();
  fileOnRecord({ cluster: { sourceBackupId: 'backup-aaaaaaaaaaa' } }, { clusterId });
  leaseHeldBy(execution);
});

test('a cluster that gives way and is shown late is looked for again: it would be taken for the restored one', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  await expect(plan()).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: clusterId } });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  expect(await plan(1)).toEqual({ clusterId });
});

test('nothing gives way where the cluster is gone, or was made from the backup', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  expect(await plan(5)).toEqual({ clusterId: null });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ SourceBackupId: 'backup-aaaaaaaaaaa' })] });
  expect(await plan()).toEqual({ clusterId: null });
});

test('an environment that has no cluster on record is not looked for again', async () => {
  emptyRecord();
  fileOnRecord({ cluster: { sourceBackupId: 'backup-aaaaaaaaaaa' } });
  leaseHeldBy(execution);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  expect(await plan()).toEqual({ clusterId: null });
});

test('nothing is planned while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  await expect(plan()).rejects.toMatchObject({ name: 'LeaseHeld' });
});
