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
