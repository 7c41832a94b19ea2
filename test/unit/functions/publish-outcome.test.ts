import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { readRecord } from '../../../core/record/file.ts';
import { readOutcome } from '../../../core/record/outcome-item.ts';
import { rememberAddresses } from '../../../core/record/parking.ts';
import { noteRefusedZone } from '../../../core/record/refused-zones.ts';
import { recordUsers } from '../../../core/record/users.ts';
import { handler } from '../../../functions/publish-outcome.ts';
import { cloudhsm, cloudwatchLogs, kms } from '../aws.ts';
import { certify, fingerprint } from '../certificates.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, now } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, store, stored, usersOnRecord } from '../record.ts';
import { rejection } from '../service-errors.ts';

const keyStore = { keyStoreId: 'cks-1', keys: [{ name: 'documents', keyArn: 'arn:key' }] };
const event = { lease, result: { clusterId, keyStore }, warnings: [], now };
const file = { hsmCount: 2, keyStore: { name: 'store', keys: [{ name: 'documents' }] } };
let certificate: string;

beforeAll(async () => {
  certificate = await certify({ owner: 'HSM', by: 'organisation', ca: false, to: '2036-01-01T00:00:00Z' });
});

beforeEach(() => {
  cloudhsm.reset();
  kms.reset();
  cloudwatchLogs.reset();
  cloudwatchLogs.on(FilterLogEventsCommand).resolves({ events: [] });
  process.env.HSM_USERS_LOG_GROUP = '/aws/ecs/hsm-users';
  emptyRecord();
  fileOnRecord(file, { 'key documents': 'arn:key' });
  usersOnRecord({ admin: 'arn:admin' });
  leaseHeldBy(execution, { created: ['hsm-b', 'cluster-a'] });
  const Hsms = [describedHsm(2), describedHsm(3, { State: 'DELETED' }), describedHsm(1)];
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ Hsms, Certificates: { ClusterCertificate: certificate } })] });
  cloudhsm.on(DescribeBackupsCommand).resolves({
    Backups: [{ BackupId: 'backup-a', BackupState: 'READY', CreateTimestamp: new Date('2026-01-01T00:30:00Z') }],
  });
  kms.on(DescribeCustomKeyStoresCommand).resolves({
    CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', CloudHsmClusterId: clusterId, ConnectionState: 'CONNECTED' }],
  });
});

test('reads what stands, HSMs by zone', async () => {
  const { outcome } = await handler(event, context);

  expect(outcome).toEqual({
    environment: 'production',
    intent: 'provision',
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
    removed: [],
    warnings: [],
  });
});

test('puts it on record, as the last outcome of the intent', async () => {
  const { outcome } = await handler(event, context);

  expect(await readOutcome('production', 'provision')).toEqual({ at: now, execution, outcome });
});

test('passes on what the request was warned of', async () => {
  const warnings = [{ path: 'hsmCount', problem: 'one HSM is not highly available', remedy: 'ask for two' }];

  expect(await handler({ ...event, warnings }, context)).toMatchObject({ outcome: { warnings } });
});

test('a provisioned environment is ready, any other has changed', async () => {
  expect(await handler(event, context)).toMatchObject({ detailType: 'Environment Ready' });
  expect(await handler({ ...event, lease: { ...lease, intent: 'scale' } }, context)).toMatchObject({
    detailType: 'Environment Changed',
    subject: 'CloudHSM environment production has changed: scale',
    outcome: { intent: 'scale' },
  });
});

test('a run that has proven no key does not claim it: the key store is told as it stands', async () => {
  kms.on(DescribeCustomKeyStoresCommand).resolves({
    CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', CloudHsmClusterId: clusterId, ConnectionState: 'DISCONNECTED' }],
  });

  expect(await handler({ ...event, result: { clusterId } }, context)).toMatchObject({
    outcome: { keyStore: { id: 'cks-1', state: 'DISCONNECTED', proof: null, keyArn: 'arn:key' } },
  });
});

test('a run tells nothing where another has held the lease since: what it has done may be changed back', async () => {
  await expect(handler({ ...event, lease: { ...lease, holder: `${execution}-again` } }, context)).rejects.toMatchObject({
    name: 'LeaseLost',
  });
});

test('tells people in one sentence each', async () => {
  const { subject, message } = await handler(event, context);

  expect(subject).toBe('CloudHSM environment production is ready');
  expect(message).toBe(`Cluster ${clusterId} is ACTIVE with 2 HSMs, key store cks-1 CONNECTED. Execution: ${execution}`);
});

test('an environment without a key store says so', async () => {
  fileOnRecord({ ...file, keyStore: undefined });

  const { outcome, message } = await handler({ ...event, result: { clusterId } }, context);

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

test('the users that a task has seen last are on record, beside their secrets', async () => {
  const users = (role: string) => [{ username: 'admin', role, locked: 'false', coverage: 'full' }];
  const line = (role: string) => JSON.stringify({ usersFound: { clusterId, users: users(role) } });
  const [earlier, later] = ['2026-01-01T00:10:00.000Z', '2026-01-01T00:20:00.000Z'];
  const events = [
    { timestamp: Date.parse(earlier), message: line('inconsistent') },
    { timestamp: Date.parse(later), message: line('admin') },
  ];
  cloudwatchLogs.on(FilterLogEventsCommand).resolves({ events });

  await handler(event, context);

  expect(stored('users')).toEqual({ secrets: { admin: 'arn:admin' }, seen: JSON.stringify({ at: later, users: users('admin') }) });
});

test('a log that cannot be read fails nothing', async () => {
  cloudwatchLogs.on(FilterLogEventsCommand).rejects(rejection('AccessDeniedException'));

  expect(await handler(event, context)).toMatchObject({ outcome: { outcome: 'SUCCEEDED' } });
  expect(stored('users')).toEqual({ secrets: { admin: 'arn:admin' } });
});

test('where HSMs stand again, it is forgotten where they stood before they were parked', async () => {
  await rememberAddresses('production', { 'us-east-1a': ['10.0.0.1'] }, now);
  await handler(event, context);
  expect(await readRecord('production')).toMatchObject({ parking: undefined });
});

test.each([
  ['a run that has parked it', 'scale', []],
  ['a run that makes no HSMs', 'rotate', [describedHsm(1)]],
])('where its HSMs stood is remembered after %s', async (_, intent, Hsms) => {
  await rememberAddresses('production', { 'us-east-1a': ['10.0.0.1'] }, now);
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ Hsms, Certificates: { ClusterCertificate: certificate } })] });
  await handler({ ...event, lease: { ...lease, intent }, result: { clusterId } }, context);
  expect(await readRecord('production')).toMatchObject({ parking: { addresses: { 'us-east-1a': ['10.0.0.1'] } } });
});

test('users who leave are gone when provisioning is done, and with no other run', async () => {
  await recordUsers('production', { admin: 'arn:admin', application: 'arn:app' });
  await recordUsers('production', { admin: 'arn:admin' });
  await handler({ ...event, lease: { ...lease, intent: 'scale' } }, context);
  expect(stored('users')).toMatchObject({ leaving: ['application'] });

  await handler(event, context);
  expect(stored('users')).not.toHaveProperty('leaving');
});

test('zones that CloudHSM refused are told, with commands that come to this deployment', async () => {
  vi.stubEnv('STAGE', 'prod');
  onTestFinished(() => void vi.unstubAllEnvs());
  await noteRefusedZone(lease, 'us-east-1c', 'no capacity');
  const warnings = [{ path: 'hsmCount', problem: 'one HSM is little', remedy: '`npx hsm scale production --hsms 2`' }];

  const { outcome } = await handler({ ...event, warnings }, context);

  expect(outcome).toMatchObject({
    warnings: [
      { path: 'hsmCount', remedy: expect.stringContaining('--hsms 2 --stage prod') },
      { path: 'subnetIds', problem: 'CloudHSM refused HSMs in us-east-1c (no capacity)' },
    ],
  });
});

const drill = { ...lease, intent: 'drill' };
const proven = {
  backup: 'backup-a',
  cluster: 'cluster-drill',
  region: 'us-east-1',
  recoverySeconds: 1500,
  proof: true as const,
  cost: 1.6,
};
const drillHeld = () => store('lease#drill', { intent: 'drill', hash: lease.hash, holder: execution, createdBy: execution });

test('a drill tells what it has proven, and nothing of users: it has seen those of its own cluster', async () => {
  drillHeld();
  const users = [{ username: 'admin', role: 'admin', locked: 'false', coverage: 'full' }];
  const message = JSON.stringify({ usersFound: { clusterId, users } });
  cloudwatchLogs.on(FilterLogEventsCommand).resolves({ events: [{ timestamp: Date.parse(now), message }] });

  expect(await handler({ ...event, lease: drill, result: { clusterId, drill: proven } }, context)).toMatchObject({
    detailType: 'Environment Changed',
    subject: 'CloudHSM environment production: its backup is proven',
    message: expect.stringContaining('backup-a was restored into cluster-drill in us-east-1 in 25 minutes'),
    outcome: { intent: 'drill', drill: proven },
  });
  expect(stored('users')).toEqual({ secrets: { admin: 'arn:admin' } });
});

const announcement = { detailType: 'Environment Changed', subject: 'It is done', message: 'All of it' };

test('the drill of an environment that lives elsewhere is on record too', async () => {
  drillHeld();
  const { outcome } = await handler({ ...event, lease: drill, result: { announcement, drill: proven } }, context);
  expect(await readOutcome('production', 'drill')).toEqual({ at: now, execution, outcome });
});

test('what a body announces is told as it is, with what the run has made', async () => {
  const teardown = { ...lease, intent: 'teardown' };
  expect(await handler({ ...event, lease: teardown, result: { announcement, backup: null } }, context)).toEqual({
    ...announcement,
    outcome: {
      environment: 'production',
      intent: 'teardown',
      outcome: 'SUCCEEDED',
      execution,
      created: ['cluster-a', 'hsm-b'],
      removed: [],
      warnings: [],
      backup: null,
    },
  });
  expect(await readOutcome('production', 'teardown')).toBeUndefined();
});

test('what works on no environment needs no lease, and has made nothing', async () => {
  const audit = { environment: '', intent: 'audit', hash: 'aa', holder: execution };
  expect(await handler({ ...event, lease: audit, result: { announcement } }, context)).toMatchObject({
    outcome: { created: [], removed: [] },
  });
});

test('copies of one environment are brought beside a run that holds its lease', async () => {
  leaseHeldBy(`${execution}-other`);
  const copies = { ...lease, intent: 'copy-backups' };
  expect(await handler({ ...event, lease: copies, result: { announcement } }, context)).toMatchObject({ subject: 'It is done' });
});
