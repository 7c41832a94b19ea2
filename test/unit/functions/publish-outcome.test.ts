import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/publish-outcome.ts';
import { cloudhsm, kms } from '../aws.ts';
import { certify, fingerprint } from '../certificates.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { environment } from '../environments.ts';
import { context } from '../lambda-context.ts';
import { execution } from '../leases.ts';

const keyStore = { keyStoreId: 'cks-1', keys: [{ name: 'documents', keyArn: 'arn:key', proof: true as const }] };
const event = {
  environment: environment({ hsmCount: 2 }),
  execution,
  clusterId,
  keyStore,
  secrets: { admin: 'arn:admin' },
  created: ['hsm-b', 'cluster-a'],
};
let certificate: string;

beforeAll(async () => {
  certificate = await certify({ owner: 'HSM', by: 'organisation', ca: false, to: '2036-01-01T00:00:00Z' });
});

beforeEach(() => {
  cloudhsm.reset();
  kms.reset();
  const Hsms = [describedHsm(2), describedHsm(3, { State: 'DELETED' }), describedHsm(1)];
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ Hsms, Certificates: { ClusterCertificate: certificate } })] });
  cloudhsm.on(DescribeBackupsCommand).resolves({
    Backups: [{ BackupId: 'backup-a', BackupState: 'READY', CreateTimestamp: new Date('2026-01-01T00:30:00Z') }],
  });
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', ConnectionState: 'CONNECTED' }] });
});

test('reads what stands, HSMs by zone', async () => {
  const { outcome } = await handler(event, context);

  expect(outcome).toEqual({
    environment: 'production',
    outcome: 'SUCCEEDED',
    execution,
    cluster: {
      id: clusterId,
      state: 'ACTIVE',
      hsmType: 'hsm2m.medium',
      mode: 'FIPS',
      hsms: [
        { id: 'hsm-aaaaaaaaaa1', eniId: 'eni-00000001', ip: '10.0.0.1', availabilityZone: 'us-east-1a', state: 'ACTIVE' },
        { id: 'hsm-aaaaaaaaaa2', eniId: 'eni-00000002', ip: '10.0.0.2', availabilityZone: 'us-east-1b', state: 'ACTIVE' },
      ],
    },
    certificate: { issuer: 'O=Example Corp, CN=organisation', sha256: fingerprint(certificate), notAfter: '2036-01-01T00:00:00.000Z' },
    backup: { id: 'backup-a', state: 'READY', createdAt: '2026-01-01T00:30:00.000Z' },
    keyStore: { id: 'cks-1', state: 'CONNECTED', keyArn: 'arn:key', proof: true, keys: [{ name: 'documents', keyArn: 'arn:key' }] },
    secrets: { admin: 'arn:admin' },
    created: ['cluster-a', 'hsm-b'],
  });
});

test('tells people in one sentence each', async () => {
  const { subject, message } = await handler(event, context);

  expect(subject).toBe('CloudHSM environment production is ready');
  expect(message).toBe(`Cluster ${clusterId} is ACTIVE with 2 HSMs, key store cks-1 CONNECTED. Execution: ${execution}`);
});

test('an environment without a key store says so', async () => {
  const { outcome, message } = await handler(
    { ...event, environment: environment({ hsmCount: 2, keyStore: undefined }), keyStore: null },
    context,
  );

  expect(outcome).toMatchObject({ keyStore: null });
  expect(message).not.toContain('key store');
  expect(kms.calls()).toHaveLength(0);
});

test('the outcome holds no password of a description', async () => {
  const described = {
    ...describedCluster({ Hsms: [describedHsm(1), describedHsm(2)], Certificates: { ClusterCertificate: certificate } }),
    PreCoPassword: 'precious-secret',
  };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [described] });

  expect(JSON.stringify(await handler(event, context))).not.toContain('precious-secret');
});

test('what has failed since it was checked is no success', async () => {
  const Hsms = [describedHsm(1), describedHsm(2, { State: 'DEGRADED' })];
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ State: 'DEGRADED', Hsms, Certificates: { ClusterCertificate: certificate } })] });
  cloudhsm.on(DescribeBackupsCommand).resolves({});
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', ConnectionState: 'FAILED' }] });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'EnvironmentIncomplete',
    details: {
      problem: 'the cluster is DEGRADED; 1 of 2 HSMs are ACTIVE; there is no READY backup; the key store is FAILED',
      remedy: expect.stringContaining('start the workflow again'),
    },
  });
});
