import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-hsms.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { context } from '../lambda-context.ts';

const waiting = { awaited: 'createHsm' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:07:30Z', deadlineSeconds: 5400 };
const event = { clusterId, clusterStates: ['UNINITIALIZED', 'ACTIVE'], wanted: 2, waiting };

beforeEach(() => {
  cloudhsm.reset();
});

test('is ready once as many as wanted are ACTIVE, and lists every HSM by its ENI', async () => {
  const Hsms = [describedHsm(1), describedHsm(2)];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(event, context)).toEqual({
    ready: true,
    pending: false,
    waitSeconds: 0,
    pace: 1,
    clusterState: 'ACTIVE',
    hsms: [
      { hsmId: 'hsm-aaaaaaaaaa1', eniId: 'eni-00000001', ip: '10.0.0.1', availabilityZone: 'us-east-1a', state: 'ACTIVE' },
      { hsmId: 'hsm-aaaaaaaaaa2', eniId: 'eni-00000002', ip: '10.0.0.2', availabilityZone: 'us-east-1b', state: 'ACTIVE' },
    ],
  });
});

test.each([['CREATE_IN_PROGRESS'], ['DELETE_IN_PROGRESS'], ['DELETED']] as const)('an HSM that is %s does not count', async (State) => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1), describedHsm(2, { State })] })] });

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true, waitSeconds: 12 });
});

test('a degraded HSM that is needed ends the wait, with its id and what to do', async () => {
  const Hsms = [describedHsm(1), describedHsm(2, { State: 'DEGRADED' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'HsmDegraded',
    details: {
      to: clusterId,
      problem: 'hsm-aaaaaaaaaa2 (eni-00000002) is DEGRADED',
      remedy: expect.stringContaining('aws cloudhsmv2 delete-hsm'),
    },
  });
});

test('a degraded HSM beside enough active ones does not matter', async () => {
  const Hsms = [describedHsm(1), describedHsm(2), describedHsm(3, { State: 'DEGRADED' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler(event, context)).toMatchObject({ ready: true });
});

test('a cluster in any other state ends the wait by its name', async () => {
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
  expect(await handler(first, context)).toMatchObject({ ready: false, pending: true });

  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ ...cluster, Certificates: shown })] });
  expect(await handler(first, context)).toMatchObject({ ready: true });
});

test('an HSM that was created and is gone is waited for as long as one usually takes, and no longer', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] })] });
  expect(await handler(event, context)).toMatchObject({ pending: true });

  const later = { ...event, waiting: { ...waiting, now: '2026-01-01T00:10:01Z' } };
  await expect(handler(later, context)).rejects.toMatchObject({
    name: 'HsmMissing',
    details: { to: clusterId, problem: expect.stringContaining('1 of 2'), remedy: expect.stringContaining('creates what is missing') },
  });
});
