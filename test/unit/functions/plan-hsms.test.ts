import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/plan-hsms.ts';
import { cloudhsm, sfn } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { bodyExecution, execution, executionIs, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';

const event = { environment: 'production', lease, now };

beforeEach(() => {
  cloudhsm.reset();
  sfn.reset();
  emptyRecord();
  fileOnRecord();
  leaseHeldBy(execution);
});

test('plans what is missing to the file on record', async () => {
  const Hsms = [describedHsm(1), describedHsm(2, { State: 'DELETE_IN_PROGRESS' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(event, context)).toEqual({
    clusterId,
    create: [
      { availabilityZone: 'us-east-1b', wanted: 1 },
      { availabilityZone: 'us-east-1c', wanted: 1 },
    ],
  });
});

test('plans nothing where as many stand as asked for', async () => {
  const Hsms = [describedHsm(1), describedHsm(2), describedHsm(3, { State: 'CREATE_IN_PROGRESS' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(event, context)).toMatchObject({ create: [] });
});

test('says that there is nothing to scale where the environment has no cluster', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'ClusterMissing',
    details: { to: 'environment production', remedy: expect.stringContaining('provision the environment') },
  });
});

test('a cluster that the record knows and CloudHSM does not show is looked for again', async () => {
  fileOnRecord({}, { clusterId });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('plans nothing while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
});

test('plans nothing for a body that somebody has started by hand', async () => {
  executionIs(bodyExecution, 'RUNNING');

  await expect(handler({ ...event, lease: { ...lease, holder: bodyExecution } }, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(cloudhsm.calls()).toHaveLength(0);
});
