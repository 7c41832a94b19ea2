import { writeFileSync } from 'node:fs';
import { alarmNames } from '../core/alarms/alarms.ts';
import type { AccountFile, BackupDeclaration, ClusterDeclaration, PlaceDeclaration } from '../emulator/kernel/account.ts';

/**
 * Writes examples/fleet.json: 200 clusters in 12 places, of which everything that an audit looks for can be said. Each environment of the home
 * place is named after the one check that it departs from; `payments` departs from none, and can be restored in another region.
 */
const home = '123456789012';
const accounts = [home, '210987654321', '310987654321'];
const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'];
const clustersInAll = 200;
const day = 24;
const asOf = '2026-01-05T09:00:00.000Z';
const tagsOf = (environment: string) => ({ 'cloudhsm-lifecycle:stage': 'dev', 'cloudhsm-lifecycle:environment': environment });
const hoursAgo = (hours: number) => new Date(Date.parse(asOf) - hours * 3_600_000).toISOString();

let made = 0;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
function letters(number: number): string {
  return Array.from({ length: 11 }, (_, place) => alphabet[(number * (place * 7 + 3) + place * 5) % 32]).join('');
}
const clusterId = (number: number) =>
  `cluster-${String.fromCharCode(97 + (number % 26))}${String.fromCharCode(97 + Math.floor(number / 26))}${letters(number).slice(2)}`;
const uuid = (number: number) => `${String(number).padStart(8, '0')}-2222-4333-8444-555555555555`;
const zonesOf = (region: string) => ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
const subnetOf = (place: number, zone: number) => `subnet-0${String(place).padStart(2, '0')}${zone}000000000000`.slice(0, 24);

const backups = (hours: number[] = [3, 27, 51]): BackupDeclaration[] => hours.map((hoursOld) => ({ hoursOld }));

/** What stands of an environment, and what is on record of it. */
interface Declared {
  cluster: ClusterDeclaration;
  file: Record<string, unknown>;
  /** Beside `file`, `hash`, `clusterId` and the like. */
  record: Record<string, unknown>;
  seen: { username: string; role: string; locked: string; coverage: string }[];
  drill?: Record<string, string>;
  secrets: { name: string; suffix: string; value: string; pendingDeletion?: boolean }[];
  alarms: { name: string; state?: 'OK' | 'ALARM'; actions?: string[] }[];
}

function environment(name: string, number: number): Declared {
  const id = clusterId(number);
  const path = `cloudhsm-lifecycle/dev/${name}`;
  const full = { locked: 'false', coverage: 'full' };
  return {
    cluster: {
      id,
      hoursOld: 2000 + number,
      tags: tagsOf(name),
      hsms: zonesOf('us-east-1').map((availabilityZone) => ({ availabilityZone, keys: 12, usersAvailable: 1018 })),
      backups: backups(),
      keyStore: { name: `${name}-store`, keys: [{ id: uuid(number) }] },
    },
    file: {
      version: 1,
      name,
      subnetIds: [0, 1, 2].map((zone) => subnetOf(0, zone)),
      hsmCount: 3,
      certificateAuthority: {
        type: 'acm-pca',
        arn: `arn:aws:acm-pca:us-east-1:${home}:certificate-authority/11111111-2222-4333-8444-555555555555`,
      },
      keyStore: { name: `${name}-store`, keys: [{ name: 'documents' }] },
    },
    record: { 'key documents': `arn:aws:kms:us-east-1:${home}:key/${uuid(number)}` },
    seen: [
      { username: 'admin', role: 'admin', ...full },
      { username: 'admin2', role: 'admin', ...full },
      { username: 'application', role: 'crypto-user', ...full },
    ],
    secrets: ['admin', 'application', 'trust-anchor'].map((user) => ({ name: `${path}/${user}`, suffix: 'AbCdEf', value: 'declared' })),
    alarms: alarmNames('dev', name, { id, hsmType: 'hsm2m.medium' }).map((alarm) => ({
      name: alarm,
      actions: [`arn:aws:sns:us-east-1:${home}:cloudhsm-lifecycle-dev-alarms`],
    })),
  };
}

const without = (name: string) => (one: Declared) => {
  one.secrets = one.secrets.filter((secret) => !secret.name.endsWith(name));
};
const elsewhere = 'eu-west-1';
const copying = (one: Declared) => {
  one.file.backups = { copyTo: [elsewhere] };
};
/** The place of that region is the third one. */
const recovering = (one: Declared) => {
  one.file.recovery = { region: elsewhere, subnetIds: [0, 1].map((zone) => subnetOf(2, zone)), securityGroupIds: [] };
};

/** By check: what departs from it. */
const departures: Record<string, (one: Declared) => unknown> = {
  'backup-none': ({ cluster }) => Object.assign(cluster, { backups: [] }),
  'backup-stale': ({ cluster }) => Object.assign(cluster, { backups: backups([30, 54]) }),
  'backup-incomplete': ({ cluster }) => cluster.backups!.push({ state: 'CREATE_IN_PROGRESS', hoursOld: 5 }),
  'backup-retention-short': ({ cluster }) => Object.assign(cluster, { backupRetentionDays: 7 }),
  'backup-pending-deletion': ({ cluster }) => cluster.backups!.push({ state: 'PENDING_DELETION', hoursOld: 75, hoursLeft: 100 }),
  'backup-shared': ({ cluster }) => Object.assign(cluster.backups![1]!, { sharedWith: '999988887777' }),
  'copy-missing': copying,
  'copy-stale': copying,
  'copy-failed': copying,
  'recovery-incomplete': recovering,
  'drill-overdue': (one) => {
    one.file.backups = { drillEveryDays: 30 };
    one.drill = { at: hoursAgo(40 * day), outcome: '{}' };
  },
  'drill-failed': (one) => {
    one.file.backups = { drillEveryDays: 30 };
    one.drill = {
      ...{ at: hoursAgo(10 * day), outcome: '{}', failedAt: hoursAgo(2 * day), failedWith: 'BackupNotProven' },
      failedExecution: `arn:aws:states:us-east-1:${home}:execution:cloudhsm-lifecycle-dev-drill:drill-failed`,
    };
  },
  'hsm-too-few': ({ cluster, file }) => {
    file.hsmCount = 2;
    cluster.hsms!.pop();
  },
  'hsm-single-zone': ({ cluster }) => {
    for (const hsm of cluster.hsms!) hsm.availabilityZone = 'us-east-1a';
  },
  'hsm-degraded': ({ cluster }) => Object.assign(cluster.hsms![1]!, { state: 'DEGRADED', stateMessage: 'The HSM does not answer' }),
  'hsm-missing': ({ cluster }) => cluster.hsms!.pop(),
  'hsm-surplus': ({ cluster }) => cluster.hsms!.push({ ...cluster.hsms![0]! }),
  'hsm-type-retired': ({ cluster, file }) => {
    cluster.hsmType = 'hsm1.medium';
    file.hsmType = 'hsm1.medium';
    for (const hsm of cluster.hsms!) hsm.usersAvailable = 244;
  },
  'cluster-degraded': ({ cluster }) => Object.assign(cluster, { state: 'DEGRADED', stateMessage: 'The cluster is degraded' }),
  'network-open': ({ cluster }) => {
    cluster.ingress = [
      { protocol: 'tcp', fromPort: 2223, toPort: 2225 },
      { protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '10.0.0.0/8' },
    ];
  },
  'network-changed': ({ cluster }) => Object.assign(cluster, { ingress: [] }),
  'trust-anchor-missing': without('/trust-anchor'),
  'admin-secret-missing': without('/admin'),
  'secret-pending-deletion': ({ secrets }) => Object.assign(secrets[1]!, { pendingDeletion: true }),
  'certificate-expiring': ({ cluster }) => Object.assign(cluster, { certificateDaysLeft: 60 }),
  'key-store-disconnected': ({ cluster }) => Object.assign(cluster.keyStore!, { state: 'DISCONNECTED' }),
  'key-store-failed': ({ cluster }) => Object.assign(cluster.keyStore!, { state: 'FAILED', errorCode: 'USER_LOCKED_OUT' }),
  'key-store-throttled': ({ cluster }) => Object.assign(cluster.keyStore!, { throttled: 17 }),
  'kms-key-pending-deletion': ({ cluster }) => Object.assign(cluster.keyStore!.keys![0]!, { state: 'PendingDeletion' }),
  'kms-key-disabled': ({ cluster }) => Object.assign(cluster.keyStore!.keys![0]!, { state: 'Disabled' }),
  'admin-single': ({ seen }) => seen.splice(1, 1),
  'user-undeclared': ({ seen }) => seen.push({ ...seen[2]!, username: 'left_long_ago' }),
  'user-inconsistent': ({ seen }) => Object.assign(seen[2]!, { coverage: 'inconsistent' }),
  'alarm-missing': ({ alarms }) => alarms.splice(0, 4),
  'alarm-firing': ({ alarms }) => Object.assign(alarms[0]!, { state: 'ALARM' }),
  'alarm-action-failed': ({ alarms }) =>
    Object.assign(alarms[0]!, { state: 'ALARM', actions: [`arn:aws:sns:us-east-1:${home}:a-topic-that-is-gone`] }),
  'log-group-missing': ({ cluster }) => Object.assign(cluster, { auditLog: { exists: false } }),
  'log-sequence-gap': ({ cluster }) => Object.assign(cluster, { auditLog: { linesLost: 2 } }),
  'counts-differ': ({ cluster }) => Object.assign(cluster.hsms![2]!, { keys: 11 }),
  'keys-near-limit': ({ cluster }) => {
    for (const hsm of cluster.hsms!) hsm.keys = 13_000;
  },
  'users-near-limit': ({ cluster }) => {
    for (const hsm of cluster.hsms!) hsm.usersAvailable = 9;
  },
  'cost-above-plan': ({ file }) => Object.assign(file, { audit: { plannedPerMonth: 1000 } }),
  'environment-moved': recovering,
};

function itemsOf({ cluster, file, record, seen, drill }: Declared): Record<string, unknown>[] {
  const name = String(file.name);
  const arnOf = (user: string) => `arn:aws:secretsmanager:us-east-1:${home}:secret:cloudhsm-lifecycle/dev/${name}/${user}-AbCdEf`;
  const users = ['admin', 'application'];
  const requestedAt = hoursAgo(60 * day);
  return [
    {
      ...{ environment: name, item: 'file', file: JSON.stringify(file), hash: 'declared', clusterId: cluster.id, requestedAt },
      ...{ trustAnchor: arnOf('trust-anchor'), trustAnchorSha256: '0'.repeat(64), ...record },
    },
    {
      ...{ environment: name, item: 'users', secrets: Object.fromEntries(users.map((user) => [user, arnOf(user)])) },
      seen: JSON.stringify({ at: hoursAgo(50), users: seen }),
    },
    ...(drill ? [{ environment: name, item: 'outcome#drill', ...drill }] : []),
  ];
}

/** What another region knows of an environment that is to be restored there. */
function broughtOf({ cluster, file }: Declared): Record<string, unknown> {
  const brought = { environment: file, from: 'us-east-1', clusterId: cluster.id, users: {} };
  return { environment: file.name, item: 'recovery', brought: JSON.stringify(brought) };
}

/** Clusters that nobody has declared here: of other accounts, or made by hand. */
function plain(region: string, number: number): ClusterDeclaration {
  const zones = zonesOf(region);
  const hsms = zones.slice(0, 2 + (number % 2)).map((availabilityZone) => ({ availabilityZone, keys: number % 50, usersAvailable: 1000 }));
  const cluster: ClusterDeclaration = {
    id: clusterId(number),
    hoursOld: 500 + number * 13,
    hsms,
    backups: backups([2 + (number % 20), 30]),
  };
  if (number % 31 === 0) Object.assign(hsms[0]!, { state: 'DEGRADED', stateMessage: 'The HSM does not answer' });
  if (number % 37 === 0) cluster.backupRetentionDays = 30;
  if (number % 41 === 0) cluster.hsmType = 'hsm1.medium';
  return cluster;
}

function vpc(place: number, region: string): PlaceDeclaration['vpcs'] {
  const subnets = zonesOf(region).map((availabilityZone, zone) => ({ id: subnetOf(place, zone), availabilityZone }));
  return [{ id: `vpc-0${String(place).padStart(2, '0')}00000000000000`, subnets }];
}

const names = ['payments', ...Object.keys(departures)];
const environments = names.map((name) => {
  const one = environment(name, made++);
  departures[name]?.(one);
  return one;
});
const [payments] = environments;
recovering(payments!);
const idOf = (name: string) => environments[names.indexOf(name)]!.cluster.id;
const copyOf = { backup: 'backup-aaaaaaaaaaa', region: 'us-east-1' };
/** Restored in the region in which its file has it restored. */
const movedHere = { environment: 'environment-moved', item: 'file', clusterId: 'cluster-restored234' };
const undeclared = [
  { ...plain('us-east-1', made++) },
  { ...plain('us-east-1', made++), state: 'CREATE_IN_PROGRESS' as const, hoursOld: 9, hsms: [], backups: [], certificateDaysLeft: null },
];

const others = accounts.flatMap((accountId) => regions.map((region) => ({ accountId, region }))).slice(1);
const left = clustersInAll - made;
const places = others.map(({ accountId, region }, index): PlaceDeclaration => {
  const count = Math.floor(left / others.length) + (index < left % others.length ? 1 : 0);
  return {
    accountId,
    region,
    vpcs: vpc(index + 1, region),
    ...(region === 'us-east-1' && { trails: [{ name: 'management-events', multiRegion: true, logging: accountId !== accounts[2] }] }),
    clusters: Array.from({ length: count }, () => plain(region, made++)),
    ...(accountId === home &&
      region === elsewhere && {
        // with what is in its record, the stack is there
        tables: [{ name: 'cloudhsm-lifecycle-dev-EnvironmentsTable-*', items: [broughtOf(payments!), movedHere] }],
        secrets: payments!.secrets,
        backups: [
          { cluster: payments!.cluster.id, hoursOld: 3, copyOf },
          { cluster: idOf('recovery-incomplete'), hoursOld: 3, copyOf },
          { cluster: idOf('copy-stale'), hoursOld: 75, copyOf },
          { cluster: idOf('copy-failed'), hoursOld: 27, copyOf },
          { cluster: idOf('copy-failed'), hoursOld: 3, state: 'DELETED', copyOf },
        ],
      }),
  };
});

const fleet: AccountFile = {
  accountId: home,
  region: 'us-east-1',
  vpcs: vpc(0, 'us-east-1'),
  trails: [{ name: 'management-events', multiRegion: true }],
  quotas: { clusters: 60, hsms: 100 },
  subscriptions: {
    'cloudhsm-lifecycle-dev-alarms': [{ protocol: 'sqs', endpoint: `arn:aws:sqs:us-east-1:${home}:on-call` }],
  },
  secrets: environments.flatMap(({ secrets }) => secrets),
  alarms: environments.flatMap(({ alarms }) => alarms),
  clusters: [...environments.map(({ cluster }) => cluster), ...undeclared],
  backups: [{ cluster: 'cluster-zzzzzzzzzzz', hoursOld: 900, state: 'PENDING_DELETION', hoursLeft: 40 }],
  tables: [{ name: 'cloudhsm-lifecycle-dev-EnvironmentsTable-*', items: environments.flatMap(itemsOf) }],
  places,
};

writeFileSync('examples/fleet.json', `${JSON.stringify(fleet)}\n`);
