import { CreateClusterCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { createdBy } from '../../../core/record/create-notes.ts';
import { handler } from '../../../functions/create-drill-cluster.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { aMinuteLater, execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, store, stored } from '../record.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const backupId = 'backup-aaaaaaaaaaa';
const drillLease = { ...lease, intent: 'drill' };
const event = { environment: 'production', lease: drillLease, backupId, now };

/** A cluster as a drill leaves it, of this execution unless told. */
function restored(ClusterId: string, ofExecution = execution) {
  const tags = { drill: 'production', stage: 'dev', execution: ofExecution };
  const TagList = Object.entries(tags).map(([key, Value]) => ({ Key: `cloudhsm-lifecycle:${key}`, Value }));
  return { ...describedCluster({ ClusterId, State: 'CREATE_IN_PROGRESS' }), TagList };
}

const standing = (...Clusters: object[]) => cloudhsm.on(DescribeClustersCommand).resolves({ Clusters } as never);
const asked = () => cloudhsm.commandCalls(CreateClusterCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  cloudhsm.reset();
  emptyRecord();
  fileOnRecord({}, { clusterId });
  store('lease#drill', { ...drillLease, since: now, createdBy: execution });
  standing(describedCluster());
  cloudhsm.on(CreateClusterCommand).callsFake(() => {
    standing(describedCluster(), restored('cluster-ddddddddddd'));
    cloudhsm
      .on(DescribeClustersCommand, { Filters: { clusterIds: ['cluster-ddddddddddd'] } })
      .resolves({ Clusters: [restored('cluster-ddddddddddd')] });
    return { Cluster: { ClusterId: 'cluster-ddddddddddd' } };
  });
});

test('the backup is restored into a cluster like the one of the environment, with the tags of a drill and not its own', async () => {
  expect(await handler(event, context)).toEqual({ clusterId: 'cluster-ddddddddddd' });

  expect(asked()).toEqual([
    {
      HsmType: 'hsm2m.medium',
      Mode: 'FIPS',
      SubnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0bbb2222bbb2222bb', 'subnet-0ccc3333ccc3333cc'],
      SourceBackupId: backupId,
      BackupRetentionPolicy: { Type: 'DAYS', Value: '7' },
      TagList: [
        { Key: 'cloudhsm-lifecycle:drill', Value: 'production' },
        { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
        { Key: 'cloudhsm-lifecycle:execution', Value: execution },
      ],
    },
  ]);
  expect(await createdBy(drillLease)).toEqual(['cluster-ddddddddddd']);
});

test('a cluster whose answer was lost is found again, and not one that an earlier drill has left', async () => {
  standing(describedCluster(), restored('cluster-eeeeeeeeeee', otherExecution));
  cloudhsm.on(CreateClusterCommand).rejects(connectionCut());
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown', details: { to: backupId } });

  standing(describedCluster(), restored('cluster-eeeeeeeeeee', otherExecution), restored('cluster-ddddddddddd'));
  expect(await handler({ ...event, now: aMinuteLater }, context)).toEqual({ clusterId: 'cluster-ddddddddddd' });
  expect(asked()).toHaveLength(1);
  expect(await createdBy(drillLease)).toEqual(['cluster-ddddddddddd']);
});

test('a quota that leaves no room for one more is named', async () => {
  standing(describedCluster(), describedCluster({ ClusterId: 'cluster-bbbbbbbbbbb' }));
  cloudhsm.on(CreateClusterCommand).rejects(rejection('CloudHsmInvalidRequestException', 'The limit of clusters is reached'));

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'QuotaReached',
    details: { to: backupId, remedy: expect.stringContaining('--quota-code L-4B16B391 --desired-value 3`') },
  });
});

test.each(['CloudHsmResourceNotFoundException', 'CloudHsmInvalidRequestException'])(
  'a backup that was deleted since the drill began is named with what brings it back: %s',
  async (name) => {
    cloudhsm.on(CreateClusterCommand).rejects(rejection(name, `Backup ${backupId} does not exist`));

    await expect(handler(event, context)).rejects.toMatchObject({
      name: 'BackupMissing',
      details: { to: backupId, remedy: expect.stringContaining(`\`aws cloudhsmv2 restore-backup --backup-id ${backupId}\``) },
    });
  },
);

test.each([
  ['speaks of something else', rejection('CloudHsmInvalidRequestException', 'Subnet is full')],
  ['is of another kind', rejection('CloudHsmAccessDeniedException', `not for ${backupId}`)],
])('a refusal that %s does not say that the backup is gone', async (_, refusal) => {
  cloudhsm.on(CreateClusterCommand).rejects(refusal);

  await expect(handler(event, context)).rejects.toMatchObject({ name: expect.stringMatching(/^(RequestRejected|AccessDenied)$/) });
});

test('nothing is restored once another drill holds the lease', async () => {
  store('lease#drill', { holder: otherExecution });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(asked()).toEqual([]);
});

test('the record grows with no drill: the next one leaves what the one before has left', async () => {
  await handler(event, context);
  const before = Object.keys(stored('lease#drill')!);

  const next = { ...drillLease, holder: otherExecution };
  store('lease#drill', { ...next, createdBy: otherExecution });
  cloudhsm.on(CreateClusterCommand).rejects(connectionCut());
  standing(describedCluster());
  await expect(handler({ ...event, lease: next }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  standing(describedCluster(), restored('cluster-eeeeeeeeeee', otherExecution));
  expect(await handler({ ...event, lease: next, now: aMinuteLater }, context)).toEqual({ clusterId: 'cluster-eeeeeeeeeee' });

  expect(Object.keys(stored('lease#drill')!).toSorted()).toEqual(before.toSorted());
});
