import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-removal.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { context } from '../lambda-context.ts';

const waiting = { awaited: 'deleteHsm' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:03:00Z', deadlineSeconds: 3600 };
const hsms = [1, 2].map((number) => ({ hsmId: `hsm-aaaaaaaaaa${number}`, eniId: `eni-0000000${number}` }));

beforeEach(() => {
  cloudhsm.reset();
});

test('an HSM that CloudHSM still shows is not gone: it is billed, and its address is taken', async () => {
  const Hsms = [describedHsm(2, { State: 'DELETE_IN_PROGRESS' }), describedHsm(3)];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler({ clusterId, hsms, waiting }, context)).toMatchObject({ ready: false, pending: true, seen: '1 of 2 HSMs gone' });
});

test('is done when all are gone', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(3)] })] });

  expect(await handler({ clusterId, hsms, waiting }, context)).toMatchObject({ ready: true });
});

test('one that CloudHSM shows as DELETED is gone', async () => {
  const Hsms = [describedHsm(1, { State: 'DELETED' }), describedHsm(3)];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler({ clusterId, hsms, waiting }, context)).toMatchObject({ ready: true, seen: '2 of 2 HSMs gone' });
});

test('a cluster that has failed ends the wait by its name, and one that keeps its HSMs after the deadline', async () => {
  const Hsms = [describedHsm(1, { State: 'DELETE_IN_PROGRESS' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'DEGRADED', Hsms })] });
  await expect(handler({ clusterId, hsms, waiting }, context)).rejects.toMatchObject({ name: 'ClusterDegraded' });

  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });
  const late = { ...waiting, deadlineSeconds: 179 };
  await expect(handler({ clusterId, hsms, waiting: late }, context)).rejects.toMatchObject({
    name: 'WaitDeadlineExceeded',
    details: { to: clusterId },
  });
});
