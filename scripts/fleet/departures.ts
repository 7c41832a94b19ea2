import { backups, type Declared } from './environment.ts';
import { day, elsewhere, home, hoursAgo, subnetOf } from './names.ts';

const without = (name: string) => (one: Declared) => {
  one.secrets = one.secrets.filter((secret) => !secret.name.endsWith(name));
};
const copying = (one: Declared) => {
  one.file.backups = { copyTo: [elsewhere] };
};
/** The place of that region is the third one. */
export const recovering = (one: Declared) => {
  one.file.recovery = { region: elsewhere, subnetIds: [0, 1].map((zone) => subnetOf(2, zone)), securityGroupIds: [] };
};

/** By check: what departs from it. */
export const departures: Record<string, (one: Declared) => unknown> = {
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
  'user-secret-missing': without('/application'),
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
  'cluster-untagged': ({ cluster }) => Object.assign(cluster, { tags: {} }),
  'file-unreadable': (one) => Object.assign(one.file, { version: 0 }),
  'copy-left': ({ record }) => Object.assign(record, { copyRegions: { SS: [elsewhere] } }),
  'cluster-missing': (one) => Object.assign(one, { gone: true }),
};
