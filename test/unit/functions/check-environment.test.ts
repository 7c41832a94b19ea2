import { DescribeBackupsCommand, DescribeClustersCommand, type Hsm } from '@aws-sdk/client-cloudhsm-v2';
import { type ConnectionStateType, DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import type { Part } from '../../../core/parts.ts';
import { handler } from '../../../functions/check-environment.ts';
import { cloudhsm, kms } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord } from '../record.ts';

const parts: Part[] = ['cluster', 'hsms', 'backup', 'key store'];
const waiting = { awaited: 'environment' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:00:00Z', deadlineSeconds: 2400 };
/** A look so many minutes after the environment was thought to stand. */
const after = (minutes: number, asked = parts) => ({
  environment: 'production',
  clusterId,
  parts: asked,
  waiting: { ...waiting, now: new Date(Date.parse(waiting.since) + minutes * 60_000).toISOString() },
});
const afterDeadline = after(41);
/** A look at minute 30, where the looks since minute 9 have seen something broken. */
const stillBroken = { ...after(30), brokenSince: '2026-01-01T00:09:00.000Z' };

const [one, two] = [describedHsm(1), describedHsm(2)];

function clusterIs(Hsms: Hsm[], State = 'ACTIVE'): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms, State: State as 'ACTIVE' })] });
}

function keyStoreIs(ConnectionState: ConnectionStateType): void {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CloudHsmClusterId: clusterId, ConnectionState }] });
}

beforeEach(() => {
  for (const client of [cloudhsm, kms]) client.reset();
  emptyRecord();
  fileOnRecord({ hsmCount: 2, keyStore: { name: 'store', keys: [{ name: 'documents' }] } }, { 'key documents': 'arn:key' });
  clusterIs([one, two]);
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId: 'backup-a', BackupState: 'READY' }] });
  keyStoreIs('CONNECTED');
});

test('is ready where all of it stands, and gives the addresses and ids of the HSMs', async () => {
  expect(await handler(after(0), context)).toEqual({
    ready: true,
    pending: false,
    waitSeconds: 0,
    pace: 1,
    addresses: ['10.0.0.1', '10.0.0.2'],
    hsmIds: ['hsm-aaaaaaaaaa1', 'hsm-aaaaaaaaaa2'],
    brokenSince: null,
  });
});

test('an HSM that fails is waited for, while CloudHSM replaces it, however long something else has been waited for before', async () => {
  clusterIs([one, { ...two, State: 'DEGRADED' }]);

  expect(await handler(after(30), context)).toMatchObject({
    ready: false,
    pending: true,
    seen: '1 of 2 HSMs active',
    addresses: ['10.0.0.1'],
    brokenSince: '2026-01-01T00:30:00.000Z',
  });
});

test('an HSM that CloudHSM has replaced behind the same ENI is neither missing nor too much', async () => {
  clusterIs([one, two, { ...two, HsmId: 'hsm-failed', State: 'DEGRADED' }]);

  expect(await handler(after(20), context)).toMatchObject({ ready: true, addresses: ['10.0.0.1', '10.0.0.2'] });
});

test.each<[string, Hsm[], string, string]>([
  ['is not replaced', [one, { ...two, State: 'DEGRADED' }], 'HsmDegraded', 'hsm-aaaaaaaaaa2'],
  ['is gone', [one], 'HsmMissing', '1 of 2'],
])('an HSM that %s in the time that CloudHSM takes ends the body by name', async (_, hsms, name, problem) => {
  clusterIs(hsms);

  await expect(handler(stillBroken, context)).rejects.toMatchObject({ name, details: { problem: expect.stringContaining(problem) } });
});

test('an HSM that is being replaced is waited for longer', async () => {
  clusterIs([one, { ...two, State: 'CREATE_IN_PROGRESS' }]);

  expect(await handler(stillBroken, context)).toMatchObject({ pending: true });
});

test.each([
  ['DEGRADED', 'ClusterDegraded'],
  ['DELETE_IN_PROGRESS', 'ClusterStateUnexpected'],
])('a cluster that is %s does not come back: nobody waits', async (state, name) => {
  clusterIs([one, two], state);

  await expect(handler(after(0), context)).rejects.toMatchObject({ name, details: { to: clusterId } });
});

test('a cluster that CloudHSM is at work on is waited for, and named after the deadline', async () => {
  clusterIs([one, two], 'MODIFY_IN_PROGRESS');

  expect(await handler(after(40), context)).toMatchObject({ ready: false, pending: true });
  await expect(handler(afterDeadline, context)).rejects.toMatchObject({
    name: 'EnvironmentIncomplete',
    details: { to: 'environment production', problem: 'the cluster is MODIFY_IN_PROGRESS' },
  });
});

test('what does not come back until the deadline is told, all of it', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({});
  keyStoreIs('FAILED');

  const seen = 'there is no READY backup';
  expect(await handler(after(40), context)).toMatchObject({ ready: false, pending: true, seen });
  await expect(handler(afterDeadline, context)).rejects.toMatchObject({
    name: 'EnvironmentIncomplete',
    details: {
      doing: 'reading what stands',
      to: 'environment production',
      problem: 'there is no READY backup; the key store is FAILED',
      remedy: expect.stringContaining('start the workflow again'),
    },
  });
});

const tooMany = {
  name: 'EnvironmentSurplus',
  details: { problem: '3 HSMs stand and 2 are asked for: hsm-aaaaaaaaaa1, hsm-aaaaaaaaaa2, hsm-aaaaaaaaaa3' },
};

test.each(['ACTIVE', 'DEGRADED'] as const)('an HSM too many that is %s is named as soon as no late list can explain it', async (State) => {
  clusterIs([one, two, { ...describedHsm(3), State }]);
  const brokenSince = '2026-01-01T00:20:00.000Z';

  const seen = tooMany.details.problem;
  expect(await handler(after(20), context)).toMatchObject({ ready: false, pending: true, brokenSince, seen });
  expect(await handler({ ...after(25), brokenSince }, context)).toMatchObject({ ready: false, pending: true, brokenSince });
  await expect(handler({ ...after(26), brokenSince }, context)).rejects.toMatchObject(tooMany);
});

test('an HSM too many without an ENI yet, which may take the place of another, is waited for until the deadline', async () => {
  clusterIs([one, two, { ...describedHsm(3), EniId: '', State: 'CREATE_IN_PROGRESS' }]);

  expect(await handler(after(40), context)).toMatchObject({ ready: false, pending: true, brokenSince: null });
  await expect(handler(afterDeadline, context)).rejects.toMatchObject(tooMany);
});

test('what stands after the deadline stands', async () => {
  expect(await handler(after(300), context)).toMatchObject({ ready: true });
});

test('asks after the parts that the body has to leave, and after no other', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({});
  keyStoreIs('FAILED');

  expect(await handler(after(0, ['cluster', 'hsms']), context)).toMatchObject({ ready: true });
  expect(kms.calls()).toHaveLength(0);
});

test('HSMs are nothing to a body that is not asked for them', async () => {
  clusterIs([one]);
  keyStoreIs('CONNECTING');

  expect(await handler(after(11, ['key store']), context)).toMatchObject({ ready: false, pending: true });
});

test('a cluster that CloudHSM does not show for a moment is looked for again', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  await expect(handler(after(0), context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('a description says no secret of the cluster', async () => {
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [{ ...describedCluster({ Hsms: [one, two] }), PreCoPassword: 'precious-secret' }] });

  expect(JSON.stringify(await handler(after(0), context))).not.toContain('precious-secret');
});
