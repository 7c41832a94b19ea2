import { DescribeClustersCommand, TagResourceCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { readRecord } from '../../../core/record/file.ts';
import { handler } from '../../../functions/adopt-cluster.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';

const event = { environment: 'production', lease, clusterId, now };
const tagsOfTheFile = { Environment: 'Production', Name: 'prod-hsm-cluster' };
const madeElsewhere = { ...describedCluster(), TagList: [{ Key: 'owner', Value: 'payments' }] };

const clusterIs = (cluster: object) => cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [cluster as never] });
const tagged = () => cloudhsm.commandCalls(TagResourceCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  cloudhsm.reset();
  emptyRecord();
  fileOnRecord();
  leaseHeldBy(execution);
});

test('a cluster that was made elsewhere gets the tags by which it is found, of no execution, and is on record', async () => {
  clusterIs(madeElsewhere);

  expect(await handler(event, context)).toEqual({ clusterId });

  expect(tagged()).toEqual([
    {
      ResourceId: clusterId,
      TagList: [
        { Key: 'Environment', Value: 'Production' },
        { Key: 'Name', Value: 'prod-hsm-cluster' },
        { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
        { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
      ],
    },
  ]);
  expect(await readRecord('production')).toMatchObject({ clusterId });
});

test('one that has some of its tags gets them all, and one that has them all is not tagged again', async () => {
  clusterIs(describedCluster({ tags: { ...tagsOfTheFile, Name: 'another name' } }));
  await handler(event, context);
  expect(tagged()).toHaveLength(1);

  clusterIs(describedCluster({ tags: tagsOfTheFile }));
  await handler(event, context);
  expect(tagged()).toHaveLength(1);
});

test.each([
  ['has failed', { State: 'DEGRADED' as const }, 'ClusterDegraded'],
  ['is being deleted', { State: 'DELETE_IN_PROGRESS' as const }, 'ClusterStateUnexpected'],
  ['is not what the file describes', { Mode: 'NON_FIPS' }, 'ClusterMismatch'],
])('one that %s is left as it is, and off the record', async (_, changes, name) => {
  clusterIs({ ...madeElsewhere, ...changes });

  await expect(handler(event, context)).rejects.toMatchObject({ name, details: { to: clusterId } });
  expect(tagged()).toEqual([]);
  expect(await readRecord('production')).toMatchObject({ clusterId: undefined });
});

test('nothing is looked at while another holds the lease, and nothing tagged once another takes it', async () => {
  leaseHeldBy(otherExecution);
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(cloudhsm.calls()).toEqual([]);

  leaseHeldBy(execution);
  cloudhsm.on(DescribeClustersCommand).callsFake(() => {
    leaseHeldBy(otherExecution);
    return { Clusters: [madeElsewhere] };
  });
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(tagged()).toEqual([]);
});
