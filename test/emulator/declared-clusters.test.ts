import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { AwsPlace } from '../../emulator/cloud.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { AccountFile, ClusterDeclaration } from '../../emulator/kernel/account.ts';
import { localAws } from '../local-aws.ts';

const id = 'cluster-aaaaaaaaaaa';
const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

const ask = (place: AwsPlace, service: string, operation: string, input: object = {}): Promise<any> =>
  place.call(service, operation, input, { kind: 'person', arn: `arn:aws:iam::${place.accountId}:root`, accessKeyId: place.accountId });

async function standing(changes: Partial<ClusterDeclaration> = {}) {
  const hsms = zones.map((availabilityZone) => ({ availabilityZone, keys: 12, usersAvailable: 1000 }));
  const { home } = await localAws({ account: { clusters: [{ id, hsms, ...changes }] } });
  return home;
}

test('a declared cluster stands with its HSMs, its certificate and its age', async () => {
  const home = await standing({ hoursOld: 48, certificateDaysLeft: 90, tags: { owner: 'payments' }, backupRetentionDays: 30 });

  const { Clusters } = await ask(home, 'cloudhsmv2', 'DescribeClusters');

  expect(Clusters).toMatchObject([
    {
      ...{ ClusterId: id, State: 'ACTIVE', HsmType: 'hsm2m.medium', Mode: 'FIPS', BackupRetentionPolicy: { Value: '30' } },
      CreateTimestamp: new Date('2026-01-03T09:00:00.000Z'),
      Hsms: zones.map((AvailabilityZone) => ({ AvailabilityZone, State: 'ACTIVE' })),
      TagList: [{ Key: 'owner', Value: 'payments' }],
    },
  ]);
  const { validTo } = new X509Certificate(Clusters[0].Certificates.ClusterCertificate);
  expect(new Date(validTo)).toEqual(new Date('2026-04-05T09:00:00.000Z'));
});

test('its backups have their ages, and the next one comes within a day', async () => {
  const home = await standing({
    backups: [{ hoursOld: 3 }, { hoursOld: 27, state: 'PENDING_DELETION', hoursLeft: 5 }, { hoursOld: 30, sharedWith: '999988887777' }],
  });
  const described = async () => (await ask(home, 'cloudhsmv2', 'DescribeBackups')).Backups as any[];

  expect((await described()).map(({ BackupState, CreateTimestamp }) => [BackupState, CreateTimestamp.toISOString()])).toEqual([
    ['READY', '2026-01-05T06:00:00.000Z'],
    ['PENDING_DELETION', '2026-01-04T06:00:00.000Z'],
    ['READY', '2026-01-04T03:00:00.000Z'],
  ]);
  await home.clock.advance(25 * 3600);
  expect((await described()).map(({ BackupState }) => BackupState)).toEqual(['READY', 'READY', 'READY']);
});

test('its HSMs have told CloudWatch for half an hour what they hold', async () => {
  const home = await standing();
  const metric = (MetricName: string) => ({ Namespace: 'AWS/CloudHSM', MetricName, Dimensions: [{ Name: 'ClusterId', Value: id }] });
  const window = {
    StartTime: new Date('2026-01-05T08:35:00Z'),
    EndTime: new Date('2026-01-05T09:00:00Z'),
    Period: 300,
    Statistics: ['Maximum'],
  };

  const keys = await ask(home, 'cloudwatch', 'GetMetricStatistics', { ...metric('HsmKeysTokenOccupied'), ...window });
  const users = await ask(home, 'cloudwatch', 'GetMetricStatistics', { ...metric('HsmUsersAvailable'), ...window });

  expect(keys.Datapoints.map(({ Maximum }: any) => Maximum)).toEqual([12, 12, 12, 12, 12]);
  expect(users.Datapoints.every(({ Maximum }: any) => Maximum === 1000)).toBe(true);
});

test('it can be worked with: an HSM more joins', async () => {
  const home = await standing({ hsms: [{ availabilityZone: zones[0]! }, { availabilityZone: zones[1]! }] });

  await ask(home, 'cloudhsmv2', 'CreateHsm', { ClusterId: id, AvailabilityZone: zones[2] });
  await home.clock.idle();

  expect(home.cloudhsmv2.cluster(id)!.hsms.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
});

test('its audit log is whole, lacks lines, or is not there, as declared', async () => {
  const numbers = async (auditLog: ClusterDeclaration['auditLog']) => {
    const home = await standing({ hsms: [{ availabilityZone: zones[0]! }], auditLog });
    const group = home.logs.groups.get(`/aws/cloudhsm/${id}`);
    return (
      group && [...group.streams.values()].flatMap(({ events }) => events.map(({ message }) => /Sequence No : (\w+)/.exec(message)![1]))
    );
  };

  expect(await numbers(undefined)).toEqual(['0x0', '0x1']);
  expect(await numbers({ linesLost: 2 })).toEqual(['0x0', '0x3']);
  expect(await numbers({ exists: false })).toBeUndefined();
});

test('a key store stands over it with its keys, and what KMS turned away', async () => {
  const keys = [
    { id: '11111111-2222-4333-8444-555555555555' },
    { id: '22222222-2222-4333-8444-555555555555', state: 'PendingDeletion' as const },
  ];
  const home = await standing({ keyStore: { name: 'store', keys, throttled: 3 } });

  const { CustomKeyStores } = await ask(home, 'kms', 'DescribeCustomKeyStores');
  expect(CustomKeyStores).toMatchObject([{ CustomKeyStoreName: 'store', CloudHsmClusterId: id, ConnectionState: 'CONNECTED' }]);
  const states = await Promise.all(
    keys.map(async ({ id: KeyId }) => (await ask(home, 'kms', 'DescribeKey', { KeyId })).KeyMetadata.KeyState),
  );
  expect(states).toEqual(['Enabled', 'PendingDeletion']);
  const { Metrics } = await ask(home, 'cloudwatch', 'ListMetrics', { Namespace: 'AWS/KMS' });
  expect(Metrics).toMatchObject([{ MetricName: 'CloudHSMKeyStoreThrottle' }]);
  await home.clock.advance(30 * 24 * 3600);
  expect((await ask(home, 'kms', 'ListKeys')).Keys).toMatchObject([{ KeyId: keys[0]!.id }]);
});

test('a declared alarm stays as it is, and one that cannot tell says so in its history', async () => {
  const actions = ['arn:aws:sns:us-east-1:123456789012:gone'];
  const { home } = await localAws({ account: { alarms: [{ name: 'quiet' }, { name: 'loud', state: 'ALARM', actions }] } });
  await home.clock.advance(3600);

  const { MetricAlarms } = await ask(home, 'cloudwatch', 'DescribeAlarms');
  expect(MetricAlarms.map(({ AlarmName, StateValue }: any) => [AlarmName, StateValue])).toEqual([
    ['loud', 'ALARM'],
    ['quiet', 'OK'],
  ]);
  const { AlarmHistoryItems } = await ask(home, 'cloudwatch', 'DescribeAlarmHistory', { HistoryItemType: 'Action' });
  expect(AlarmHistoryItems).toMatchObject([{ AlarmName: 'loud', HistorySummary: `Failed to execute action ${actions[0]}` }]);
});

test('a network that takes no HSM there is told when it starts, which leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'declared-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  // what an account file would have been refused for
  const account: AccountFile = { clusters: [{ id, hsms: [{ availabilityZone: 'us-east-1f' }] }] };

  await expect(startEmulator({ account })).rejects.toThrow(`${id} has an HSM in us-east-1f, and no subnet there`);
  expect(readdirSync(folder)).toEqual([]);
});
