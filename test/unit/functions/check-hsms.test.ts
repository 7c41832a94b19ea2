import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-hsms.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { context } from '../lambda-context.ts';

const waiting = { awaited: 'createHsm' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:07:30Z', deadlineSeconds: 5400 };
const later = { ...waiting, now: '2026-01-01T00:27:31Z' };
const event = { clusterId, wanted: 2, csrChanges: 0, waiting };
/** Twenty minutes after the look of `event`, which has seen something broken. */
const muchLater = { ...event, brokenSince: waiting.now, waiting: later };

beforeEach(() => {
  cloudhsm.reset();
});

test('is ready once as many as wanted are ACTIVE, and gives the addresses and ids of these', async () => {
  const Hsms = [describedHsm(1), describedHsm(2), describedHsm(3, { State: 'DELETE_IN_PROGRESS' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(event, context)).toEqual({
    ready: true,
    pending: false,
    waitSeconds: 0,
    pace: 1,
    seen: '2 of 2 HSMs active',
    claimed: true,
    addresses: ['10.0.0.1', '10.0.0.2'],
    hsmIds: ['hsm-aaaaaaaaaa1', 'hsm-aaaaaaaaaa2'],
    brokenSince: null,
  });
});

test.each([['CREATE_IN_PROGRESS'], ['DELETE_IN_PROGRESS'], ['DELETED']] as const)('an HSM that is %s does not count', async (State) => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1), describedHsm(2, { State })] })] });

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true, waitSeconds: 12 });
});

test('one that joins beside enough active ones is waited for: who is changed meanwhile would miss on it', async () => {
  const Hsms = [describedHsm(1), describedHsm(2), describedHsm(3, { State: 'CREATE_IN_PROGRESS' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true, addresses: ['10.0.0.1', '10.0.0.2'] });
});

test('a degraded HSM that is needed is waited for until CloudHSM has had the time to replace it; then it ends the wait, with its id and what to do', async () => {
  const Hsms = [describedHsm(1), describedHsm(2, { State: 'DEGRADED' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });
  expect(await handler(event, context)).toMatchObject({ pending: true, brokenSince: waiting.now });
  expect(await handler({ ...event, waiting: later }, context)).toMatchObject({ pending: true, brokenSince: later.now });

  await expect(handler(muchLater, context)).rejects.toMatchObject({
    name: 'HsmDegraded',
    details: {
      to: clusterId,
      problem: expect.stringContaining('hsm-aaaaaaaaaa2 (eni-00000002)'),
      remedy: expect.stringContaining('`npx hsm repair production`'),
    },
  });
});

test('a degraded HSM beside enough active ones does not matter', async () => {
  const Hsms = [describedHsm(1), describedHsm(2), describedHsm(3, { State: 'DEGRADED' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(muchLater, context)).toMatchObject({ ready: true });
});

test('a cluster that CloudHSM is at work on is waited for, whatever its HSMs are', async () => {
  const Hsms = [describedHsm(1), describedHsm(2)];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'MODIFY_IN_PROGRESS' as 'ACTIVE', Hsms })] });

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true });
});

test('a cluster that has failed ends the wait by its name', async () => {
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ State: 'DEGRADED', Hsms: [describedHsm(1), describedHsm(2)] })] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterDegraded' });
});

test('the first HSM is waited for until CSR and hardware certificates are shown', async () => {
  const shown = { ClusterCsr: 'csr', HsmCertificate: 'hsm', AwsHardwareCertificate: 'aws', ManufacturerHardwareCertificate: 'maker' };
  const cluster = { State: 'UNINITIALIZED' as const, Hsms: [describedHsm(1)] };
  const first = { ...event, wanted: 1 };
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ ...cluster, Certificates: { ...shown, ClusterCsr: undefined } })] });
  expect(await handler(first, context)).toMatchObject({ ready: false, pending: true, claimed: false });

  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ ...cluster, Certificates: shown })] });
  expect(await handler(first, context)).toMatchObject({ ready: true, claimed: false });
});

test('a claimed cluster has its certificate: no CSR is waited for', async () => {
  const claimed = { State: 'INITIALIZED' as const, Certificates: { ClusterCertificate: 'PEM' }, Hsms: [describedHsm(1)] };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster(claimed)] });

  expect(await handler({ ...event, wanted: 1 }, context)).toMatchObject({ ready: true, claimed: true });
});

test('a CSR that changes again and again while it is being signed ends the wait', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'UNINITIALIZED', Hsms: [describedHsm(1)] })] });
  expect(await handler({ ...event, csrChanges: 3 }, context)).toMatchObject({ pending: true });

  await expect(handler({ ...event, csrChanges: 4 }, context)).rejects.toMatchObject({
    name: 'CsrChanged',
    details: { to: clusterId, problem: expect.stringContaining('it has changed 4 times') },
  });
});

test('an HSM that was created and is gone is waited for as long, and no longer', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] })] });
  expect(await handler(event, context)).toMatchObject({ pending: true });

  await expect(handler(muchLater, context)).rejects.toMatchObject({
    name: 'HsmMissing',
    details: { to: clusterId, problem: expect.stringContaining('1 of 2'), remedy: expect.stringContaining('creates what is missing') },
  });
});
