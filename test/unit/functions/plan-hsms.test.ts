import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { rememberAddresses } from '../../../core/record/parking.ts';
import { noteRefusedZone } from '../../../core/record/refused-zones.ts';
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
    next: 'scale',
    remove: [],
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

test('a cluster that was never activated is left to provisioning', async () => {
  const Hsms = [describedHsm(1)];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'INITIALIZED', Hsms })] });

  await expect(handler({ ...event, hsms: 3 }, context)).rejects.toMatchObject({
    name: 'EnvironmentIncomplete',
    details: { remedy: expect.stringContaining('provision the environment') },
  });
  expect((await handler({ ...event, provisioning: true }, context)).create).toHaveLength(2);
  expect(await handler({ ...event, hsms: 0 }, context)).toMatchObject({ next: 'park' });
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

test('leaves out zones that have refused this run an HSM', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(2)] })] });
  await noteRefusedZone(lease, 'us-east-1a', 'no CloudHSM');

  expect(await handler(event, context)).toMatchObject({
    create: [
      { availabilityZone: 'us-east-1b', wanted: 2 },
      { availabilityZone: 'us-east-1c', wanted: 1 },
    ],
  });
});

test.each([
  ['no zone is left', {}, ['us-east-1a', 'us-east-1b', 'us-east-1c'], 'no zone left for an HSM'],
  ['KMS would find HSMs in one zone only', {}, ['us-east-1a', 'us-east-1b'], 'the second of the two HSMs that KMS wants'],
])('says so where %s', async (_, changes, refusing, problem) => {
  fileOnRecord(changes);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  for (const zone of refusing) await noteRefusedZone(lease, zone, 'no CloudHSM');

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'ZonesRefused',
    details: { problem: expect.stringContaining(problem) },
  });
});

test('is content with one zone where no key store is wanted', async () => {
  fileOnRecord({ keyStore: undefined, hsmCount: 2 });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(3)] })] });
  for (const zone of ['us-east-1a', 'us-east-1b']) await noteRefusedZone(lease, zone, 'no CloudHSM');

  expect(await handler(event, context)).toMatchObject({ create: [{ availabilityZone: 'us-east-1c', wanted: 2 }] });
});

test('what is too much goes only where somebody scales', async () => {
  const Hsms = [1, 2, 3, 4].map((number) => describedHsm(number));
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(event, context)).toMatchObject({ create: [], remove: [] });
  expect(await handler({ ...event, hsms: 3 }, context)).toMatchObject({ create: [], remove: [{ hsmId: 'hsm-aaaaaaaaaa4' }] });
});

test('HSMs come back one first, and where they stood', async () => {
  await rememberAddresses('production', { 'us-east-1b': ['10.0.0.2', '10.0.0.5'] }, now);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  expect(await handler({ ...event, hsms: 3 }, context)).toMatchObject({ next: 'come back', create: [] });

  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(2)] })] });
  expect(await handler({ ...event, hsms: 3 }, context)).toMatchObject({ next: 'come back' });
  expect(await handler({ ...event, provisioning: true }, context)).toMatchObject({
    next: 'scale',
    create: [
      { availabilityZone: 'us-east-1a', wanted: 1 },
      { availabilityZone: 'us-east-1b', wanted: 2 },
    ],
  });
});

test('0 parks', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] })] });

  expect(await handler({ ...event, hsms: 0 }, context)).toMatchObject({ next: 'park', create: [], remove: [] });
});

test('makes HSMs in the zones that are named, and has those in others go first', async () => {
  const Hsms = [describedHsm(1), describedHsm(2), describedHsm(3)];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  fileOnRecord({ hsmCount: 5 });
  expect(await handler({ ...event, hsms: 5, zones: ['us-east-1a', 'b'] }, context)).toMatchObject({
    create: [
      { availabilityZone: 'us-east-1a', wanted: 2 },
      { availabilityZone: 'us-east-1b', wanted: 2 },
    ],
  });
  fileOnRecord({ hsmCount: 2 });
  expect(await handler({ ...event, hsms: 2, zones: ['a', 'c'] }, context)).toMatchObject({
    create: [],
    remove: [{ hsmId: Hsms[1]!.HsmId }],
  });
});

test.each([
  ['leaves the second zone its last HSM where KMS wants two', {}, 'hsm-aaaaaaaaaa4'],
  ['empties a zone that nobody named where no key store is wanted', { keyStore: undefined }, 'hsm-aaaaaaaaaa2'],
])('scaling down %s', async (_, changes, gone) => {
  fileOnRecord({ ...changes, hsmCount: 2 });
  // two in us-east-1a, one in us-east-1b
  const Hsms = [describedHsm(1), describedHsm(4), describedHsm(2)];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler({ ...event, hsms: 2, zones: ['a'] }, context)).toMatchObject({ remove: [{ hsmId: gone }] });
});
