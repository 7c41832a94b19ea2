import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { readParking } from '../../../core/record/parking.ts';
import { handler } from '../../../functions/plan-parking.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';

const event = { environment: 'production', lease, now };
const later = '2026-01-01T02:00:00.000Z';
const named = (...numbers: number[]) => numbers.map((number) => ({ hsmId: `hsm-aaaaaaaaaa${number}`, eniId: `eni-0000000${number}` }));

beforeEach(() => {
  cloudhsm.reset();
  emptyRecord();
  fileOnRecord({}, { clusterId });
  leaseHeldBy(execution);
});

test('an HSM that works goes first, since a backup is made from it', async () => {
  const Hsms = [describedHsm(1, { State: 'DEGRADED' }), describedHsm(2), describedHsm(3, { State: 'DELETE_IN_PROGRESS' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(event, context)).toEqual({ clusterId, first: named(2), others: named(1), since: null, holdsUsers: true });
  expect(await readParking('production')).toEqual({ since: now, addresses: { 'us-east-1a': ['10.0.0.1'], 'us-east-1b': ['10.0.0.2'] } });
});

test('parking that had come to its end waits for a backup of its own time', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] })] });
  await handler(event, context);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });

  expect(await handler({ ...event, now: later }, context)).toEqual({ clusterId, first: [], others: [], since: now, holdsUsers: true });
});

test('nothing goes while CloudHSM is at work on the cluster', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'MODIFY_IN_PROGRESS' })] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterBusy' });
});

test('HSMs that have all failed stay: CloudHSM makes no backup of them', async () => {
  const Hsms = [describedHsm(1, { State: 'DEGRADED' }), describedHsm(2, { State: 'DEGRADED' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'LastHsmDegraded',
    details: {
      remedy: expect.stringMatching(
        /create-hsm --cluster-id cluster-a+ --availability-zone us-east-1c`.*`npx hsm repair production.*`aws cloudhsmv2 delete-hsm --cluster-id cluster-a+ --hsm-id hsm-a+1[^`]*`, `aws/,
      ),
    },
  });
  expect(await readParking('production')).toBeUndefined();

  const never = describedCluster({ Hsms, State: 'UNINITIALIZED' });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [never] });
  expect(await handler(event, context)).toMatchObject({ first: named(1), others: named(2), holdsUsers: false });
});

test('an HSM that has no address yet goes too, and comes back wherever CloudHSM puts it', async () => {
  const Hsms = [describedHsm(1), describedHsm(2, { State: 'CREATE_IN_PROGRESS', EniIp: undefined })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(event, context)).toMatchObject({ first: named(1), others: named(2) });
  expect(await readParking('production')).toEqual({ since: now, addresses: { 'us-east-1a': ['10.0.0.1'] } });
});

test('an environment without HSMs was not parked by this run, and nothing is put on record', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });

  expect(await handler(event, context)).toMatchObject({ first: [], others: [], since: null });
  expect(await readParking('production')).toBeUndefined();
});

test('a cluster that has failed is not parked: it may hold what no backup has', async () => {
  const failed = describedCluster({ State: 'DEGRADED', Certificates: { ClusterCertificate: 'PEM' }, Hsms: [describedHsm(1)] });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [failed] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterDegraded' });
});

test('nothing is planned, nor put on record, while another execution holds the lease', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] })] });
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(await readParking('production')).toBeUndefined();
});
