import { CreateClusterCommand, DescribeClustersCommand, ModifyClusterCommand, TagResourceCommand } from '@aws-sdk/client-cloudhsm-v2';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { createdBy } from '../../../core/record/create-notes.ts';
import { readRecord } from '../../../core/record/file.ts';
import { freeLease, readLease } from '../../../core/record/lease.ts';
import { handler } from '../../../functions/create-cluster.ts';
import { cloudhsm, dynamodb, sfn } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { aMinuteLater, bodyExecution, execution, executionIs, lease, now, otherExecution, twoMinutesLater } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, noteOf } from '../record.ts';
import { connectionCut, rejection, serverFault } from '../service-errors.ts';

const event = { environment: 'production', lease, now };
const ours = { 'cloudhsm-lifecycle:execution': execution };

beforeEach(() => {
  cloudhsm.reset();
  sfn.reset();
  emptyRecord();
  fileOnRecord();
  leaseHeldBy(execution);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
});

test('creates the cluster with its tags in the same request, so that it is ours from its first moment', async () => {
  cloudhsm.on(CreateClusterCommand).resolves({ Cluster: { ClusterId: clusterId } });
  cloudhsm
    .on(DescribeClustersCommand, { Filters: { clusterIds: [clusterId] } })
    .resolves({ Clusters: [describedCluster({ State: 'CREATE_IN_PROGRESS', tags: ours })] });

  const result = await handler(event, context);

  expect(result).toEqual({ clusterId, ceremony: false });
  expect(await createdBy(lease)).toEqual([clusterId]);
  expect(cloudhsm.commandCalls(CreateClusterCommand)).toHaveLength(1);
  expect(cloudhsm.commandCalls(CreateClusterCommand)[0]!.args[0].input).toEqual({
    HsmType: 'hsm2m.medium',
    SubnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0bbb2222bbb2222bb', 'subnet-0ccc3333ccc3333cc'],
    BackupRetentionPolicy: { Type: 'DAYS', Value: '90' },
    Mode: 'FIPS',
    TagList: [
      { Key: 'Environment', Value: 'Production' },
      { Key: 'Name', Value: 'prod-hsm-cluster' },
      { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
      { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
      { Key: 'cloudhsm-lifecycle:execution', Value: execution },
    ],
  });
  expect(cloudhsm.commandCalls(ModifyClusterCommand)).toHaveLength(0);
});

test('puts the cluster on record', async () => {
  cloudhsm.on(CreateClusterCommand).resolves({ Cluster: { ClusterId: clusterId } });
  cloudhsm.on(DescribeClustersCommand, { Filters: { clusterIds: [clusterId] } }).resolves({ Clusters: [describedCluster()] });

  await handler(event, context);

  expect(await readRecord('production')).toMatchObject({ clusterId });
});

test('notes under the lease that it creates, right before it does', async () => {
  cloudhsm.on(CreateClusterCommand).resolves({ Cluster: { ClusterId: clusterId } });
  cloudhsm.on(DescribeClustersCommand, { Filters: { clusterIds: [clusterId] } }).resolves({ Clusters: [describedCluster()] });

  await handler(event, context);

  const note = dynamodb.commandCalls(UpdateItemCommand)[0]!;
  expect(note.args[0].input).toMatchObject({
    Key: { item: { S: 'lease' } },
    ConditionExpression: '#a1 = :v2',
    ExpressionAttributeNames: { '#a0': 'asked for cluster', '#a1': 'revision' },
  });
  expect(note.calledAfter(cloudhsm.commandCalls(DescribeClustersCommand)[0]!)).toBe(true);
  expect(note.calledBefore(cloudhsm.commandCalls(CreateClusterCommand)[0]!)).toBe(true);
});

test('creates nothing while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(cloudhsm.calls()).toHaveLength(0);
});

test('creates nothing once another execution takes the lease, even while it looks', async () => {
  cloudhsm.on(DescribeClustersCommand).callsFake(() => {
    leaseHeldBy(otherExecution);
    return { Clusters: [] };
  });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(cloudhsm.commandCalls(CreateClusterCommand)).toHaveLength(0);
});

test('goes on under a lease that was freed before the run was redriven', async () => {
  await freeLease('production', execution);
  executionIs(execution, 'RUNNING');
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });

  expect(await handler(event, context)).toEqual({ clusterId, ceremony: false });
  expect(await readLease('production')).toMatchObject({ holder: execution });
});

test('does nothing for a body that somebody has started by hand', async () => {
  await freeLease('production', execution);
  executionIs(bodyExecution, 'RUNNING');

  await expect(handler({ ...event, lease: { ...lease, holder: bodyExecution } }, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(cloudhsm.calls()).toHaveLength(0);
});

test('says what to do where no file is on record', async () => {
  emptyRecord();
  leaseHeldBy(execution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'InvalidEnvironment' });
});

test('adopts the cluster that a lost response already created, as its own', async () => {
  cloudhsm.on(CreateClusterCommand).rejects(connectionCut());
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'CREATE_IN_PROGRESS', tags: ours })] });

  expect(await handler({ ...event, now: aMinuteLater }, context)).toEqual({ clusterId, ceremony: false });

  expect(cloudhsm.commandCalls(CreateClusterCommand)).toHaveLength(1);
  expect(await createdBy(lease)).toEqual([clusterId]);
  expect(await noteOf('cluster')).toBeUndefined();
});

test('adopts the cluster of an earlier run without claiming to have created it', async () => {
  const tags = { ...environment().tags, 'cloudhsm-lifecycle:execution': otherExecution };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ tags })] });

  expect(await handler(event, context)).toEqual({ clusterId, ceremony: false });
  expect(await createdBy(lease)).toEqual([]);
  expect(await readRecord('production')).toMatchObject({ clusterId });
  expect(cloudhsm.calls()).toHaveLength(1);
});

test('nothing is written where the cluster on record stands as it shall be', async () => {
  fileOnRecord({}, { clusterId });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });

  expect(await handler(event, context)).toMatchObject({ clusterId });
  expect(dynamodb.commandCalls(UpdateItemCommand)).toEqual([]);
});

test('looks for the cluster that the record knows before it creates another', async () => {
  fileOnRecord({}, { clusterId: 'cluster-bbbbbbbbbbb' });
  cloudhsm.on(CreateClusterCommand).resolves({ Cluster: { ClusterId: clusterId } });
  cloudhsm.on(DescribeClustersCommand, { Filters: { clusterIds: [clusterId] } }).resolves({ Clusters: [describedCluster()] });

  for (const at of [now, aMinuteLater])
    await expect(handler({ ...event, now: at }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(cloudhsm.commandCalls(CreateClusterCommand)).toHaveLength(0);

  expect(await handler({ ...event, now: twoMinutesLater }, context)).toEqual({ clusterId, ceremony: false });
  expect(await readRecord('production')).toMatchObject({ clusterId });
});

test('finds the cluster on a later page', async () => {
  const other = describedCluster({ ClusterId: 'cluster-bbbbbbbbbbb', TagList: [] });
  cloudhsm
    .on(DescribeClustersCommand)
    .resolvesOnce({ Clusters: [other], NextToken: 'next' })
    .resolves({ Clusters: [describedCluster()] });

  expect(await handler(event, context)).toMatchObject({ clusterId });
  expect(cloudhsm.commandCalls(DescribeClustersCommand)[1]!.args[0].input).toEqual({ NextToken: 'next', MaxResults: 25 });
});

test("another stage's cluster of the same name is not ours", async () => {
  const ofOther = describedCluster({ ClusterId: 'cluster-bbbbbbbbbbb', tags: { 'cloudhsm-lifecycle:stage': 'prod' } });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [ofOther] });
  cloudhsm.on(DescribeClustersCommand, { Filters: { clusterIds: [clusterId] } }).resolves({ Clusters: [describedCluster()] });
  cloudhsm.on(CreateClusterCommand).resolves({ Cluster: { ClusterId: clusterId } });

  expect(await handler(event, context)).toMatchObject({ clusterId });
});

test.each([['DELETED'], ['DELETE_IN_PROGRESS']] as const)('does not adopt a cluster that is %s', async (State) => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ ClusterId: 'cluster-bbbbbbbbbbb', State })] });
  cloudhsm.on(DescribeClustersCommand, { Filters: { clusterIds: [clusterId] } }).resolves({ Clusters: [describedCluster()] });
  cloudhsm.on(CreateClusterCommand).resolves({ Cluster: { ClusterId: clusterId } });

  expect(await handler(event, context)).toMatchObject({ clusterId });
});

test('stops where two clusters carry the tag of the environment, and names both', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster(), describedCluster({ ClusterId: 'cluster-bbbbbbbbbbb' })] });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'ClusterAmbiguous',
    details: {
      to: 'environment production',
      problem: expect.stringContaining('cluster-aaaaaaaaaaa, cluster-bbbbbbbbbbb'),
      remedy: expect.stringContaining('aws cloudhsmv2 untag-resource'),
    },
  });
  expect(cloudhsm.commandCalls(CreateClusterCommand)).toHaveLength(0);
});

test.each([
  ['a connection that was cut', connectionCut()],
  ['an internal failure', serverFault()],
])('after %s nobody knows whether the cluster was created', async (_, error) => {
  cloudhsm.on(CreateClusterCommand).rejects(error);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown', details: { doing: 'creating the cluster' } });
});

test('looks twice before it creates again', async () => {
  cloudhsm
    .on(CreateClusterCommand)
    .rejectsOnce(connectionCut())
    .resolves({ Cluster: { ClusterId: clusterId } });
  cloudhsm.on(DescribeClustersCommand, { Filters: { clusterIds: [clusterId] } }).resolves({ Clusters: [describedCluster()] });

  for (const at of [now, aMinuteLater])
    await expect(handler({ ...event, now: at }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(cloudhsm.commandCalls(CreateClusterCommand)).toHaveLength(1);

  expect(await handler({ ...event, now: twoMinutesLater }, context)).toMatchObject({ clusterId });
  expect(cloudhsm.commandCalls(CreateClusterCommand)).toHaveLength(2);
});

test('looks again where the new cluster is not to be seen yet', async () => {
  cloudhsm.on(CreateClusterCommand).resolves({ Cluster: { ClusterId: clusterId } });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
});

test.each([
  ['CloudHsmInvalidRequestException', 'The account has reached its limit of 4 clusters'],
  ['CloudHsmResourceLimitExceededException', 'too many'],
])('a quota that leaves no room is named with what raises it: %s', async (name, message) => {
  cloudhsm.on(CreateClusterCommand).rejects(rejection(name, message));
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ ClusterId: 'cluster-bbbbbbbbbbb', tags: { 'cloudhsm-lifecycle:stage': 'prod' } })] });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'QuotaReached',
    details: { problem: `${name}: ${message}`, remedy: expect.stringContaining('--quota-code L-4B16B391 --desired-value 2`') },
  });
  expect(await noteOf('cluster')).toBeUndefined();
});

test('a refusal is final and says why', async () => {
  cloudhsm.on(CreateClusterCommand).rejects(rejection('CloudHsmInvalidRequestException', 'Subnet is full'));

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'RequestRejected',
    details: { problem: 'CloudHsmInvalidRequestException: Subnet is full' },
  });
});

test('gives an adopted cluster the retention that the file asks for, under the lease', async () => {
  const BackupRetentionPolicy = { Type: 'DAYS' as const, Value: '7' };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ BackupRetentionPolicy })] });
  cloudhsm.on(ModifyClusterCommand).resolves({});

  await handler(event, context);

  expect(cloudhsm.commandCalls(ModifyClusterCommand).map(({ args }) => args[0].input)).toEqual([
    { ClusterId: clusterId, BackupRetentionPolicy: { Type: 'DAYS', Value: '90' } },
  ]);
});

test('gives an adopted cluster the tags that the file names, under the lease, and takes none away', async () => {
  const tags = { ...environment().tags, Environment: 'Testing', Team: 'payments' };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ tags })] });
  cloudhsm.on(TagResourceCommand).resolves({});

  await handler(event, context);

  expect(cloudhsm.commandCalls(TagResourceCommand).map(({ args }) => args[0].input)).toEqual([
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
});

test('tags a cluster before it is modified, which it may be for a while', async () => {
  const BackupRetentionPolicy = { Type: 'DAYS' as const, Value: '7' };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ tags: {}, BackupRetentionPolicy })] });
  cloudhsm.on(TagResourceCommand).resolves({});
  cloudhsm.on(ModifyClusterCommand).resolves({});

  await handler(event, context);

  const changes = cloudhsm.calls().map(({ args }) => args[0].constructor);
  expect(changes.slice(-2)).toEqual([TagResourceCommand, ModifyClusterCommand]);
});

test('leaves it its tags once another execution holds the lease', async () => {
  cloudhsm.on(DescribeClustersCommand).callsFake(() => {
    leaseHeldBy(otherExecution);
    return { Clusters: [describedCluster({ tags: { Environment: 'Testing' } })] };
  });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(cloudhsm.commandCalls(TagResourceCommand)).toHaveLength(0);
});

test('leaves it its retention once another execution holds the lease', async () => {
  cloudhsm.on(DescribeClustersCommand).callsFake(() => {
    leaseHeldBy(otherExecution);
    return { Clusters: [describedCluster({ BackupRetentionPolicy: { Type: 'DAYS', Value: '7' } })] };
  });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(cloudhsm.commandCalls(ModifyClusterCommand)).toHaveLength(0);
});

test.each(['CREATE_IN_PROGRESS', 'INITIALIZE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS'] as const)(
  'a cluster that is %s takes no other retention now: the state machine tries again',
  async (State) => {
    const BackupRetentionPolicy = { Type: 'DAYS' as const, Value: '7' };
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: State as 'ACTIVE', BackupRetentionPolicy })] });

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterBusy', details: { to: clusterId } });
    expect(cloudhsm.commandCalls(ModifyClusterCommand)).toHaveLength(0);

    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: State as 'ACTIVE' })] });
    expect(await handler(event, context)).toMatchObject({ clusterId });
  },
);

test('somebody who changes the cluster right before its retention is changed is waited for', async () => {
  const BackupRetentionPolicy = { Type: 'DAYS' as const, Value: '7' };
  const is = (State: string) =>
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: State as 'ACTIVE', BackupRetentionPolicy })] });
  is('ACTIVE');
  cloudhsm.on(ModifyClusterCommand).callsFake(() => {
    is('MODIFY_IN_PROGRESS');
    throw rejection('CloudHsmInvalidRequestException');
  });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterBusy' });
});

test('does not adopt a cluster that is not what the file describes', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({
    Clusters: [describedCluster({ HsmType: 'hsm1.medium', BackupRetentionPolicy: { Type: 'DAYS', Value: '7' } })],
  });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'ClusterMismatch',
    details: { to: clusterId, problem: 'its HSM type is hsm1.medium, not hsm2m.medium' },
  });
  expect(cloudhsm.commandCalls(ModifyClusterCommand)).toHaveLength(0);
});
