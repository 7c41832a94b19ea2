import { describe, expect, test } from 'vitest';
import { ownRules } from '../../../../core/alarms/own-rules.ts';
import { checks } from '../../../../core/audit/checks.ts';
import type { CopyFact, EnvironmentFact, Facts, RecoveryFact } from '../../../../core/audit/facts/facts.ts';
import { judge } from '../../../../core/audit/judge.ts';
import { drillTag } from '../../../../core/cloudhsm/drill-cluster.ts';
import { environmentTag, stageTag } from '../../../../core/cloudhsm/tags.ts';
import { type CheckId, checkIds } from '../../../../core/severities.ts';
import { ownUsers } from '../../../../core/users/own-users.ts';
import type { UsersSeen } from '../../../../core/users/users-seen.ts';
import { environment } from '../../environments.ts';
import { alarm, alarms, at, backup, cluster, clusterId, facts, figures, hoursAgo, hsm, image, onRecord } from './facts.ts';

const parkingByNight = { at: '20:00', until: '08:00', days: 'mon-fri', timezone: 'UTC' };

const hsms = (count: number) => Array.from({ length: count }, (_, index) => hsm(index + 1));
const deleted = (name: string) =>
  facts().secrets!.map((secret) => (secret.name.endsWith(name) ? { ...secret, deletedAt: hoursAgo(1) } : secret));
const group = 'sg-0123456789abcdef0';
const own = { protocol: 'tcp', from: 2223, to: 2225, peers: [group] };

const copying = (changes: Partial<Facts>, copiesAskedAt?: string): Partial<Facts> => ({
  environments: [onRecord({ ...(copiesAskedAt && { copiesAskedAt }) }, { backups: { copyTo: ['eu-west-1'] } })],
  ...changes,
});
const copy = (createdAt: string, changes: Partial<CopyFact> = {}): CopyFact => ({
  ...backup({ id: 'backup-copy', createdAt, source: { backupId: 'backup-a', region: 'us-east-1' } }),
  region: 'eu-west-1',
  environment: 'production',
  ...changes,
});
const replicas = (region: string) =>
  ['admin', 'application', 'trust-anchor'].map((name) => ({ arn: `arn:aws:secretsmanager:${region}:1:secret:${name}`, name }));
/** A file that asks to be restored elsewhere, and what is there. */
const recovering = (there: Partial<RecoveryFact> = {}, changes: Partial<Facts> = {}, copiesAskedAt?: string): Partial<Facts> => {
  const subnetIds = ['subnet-0aaa9999aaa9999aa', 'subnet-0bbb9999bbb9999bb'];
  const [admin, application, trustAnchor] = replicas('us-east-1').map(({ arn }) => arn);
  const own = { secrets: { admin: admin!, application: application! }, trustAnchor: trustAnchor!, ...(copiesAskedAt && { copiesAskedAt }) };
  const brought = [{ environment: 'production', clusterId }];
  const whole = { region: 'eu-west-1', stack: true, brought, standing: [], secrets: replicas('eu-west-1') };
  return {
    environments: [onRecord(own, { recovery: { region: 'eu-west-1', subnetIds, securityGroupIds: [] } })],
    backups: [backup({ createdAt: hoursAgo(26, 1) })],
    copies: [copy(hoursAgo(26, 1))],
    recoveries: [{ ...whole, ...there }],
    recoverySubnets: [{ region: 'eu-west-1', subnetIds }],
    ...changes,
  };
};
/** A file of before has asked for copies. */
const leaving = (changes: Partial<Facts>, file: Record<string, unknown> = {}): Partial<Facts> => ({
  environments: [onRecord({ copyRegions: ['eu-west-1', 'us-east-1'] }, file)],
  ...changes,
});
const leftReplica = (name: string) => `arn:aws:secretsmanager:eu-west-1:1:secret:cloudhsm-lifecycle/dev/${name}/admin-AbCdEf`;
const drillCluster = (createdAt: string) =>
  cluster({ id: 'cluster-drill', environment: null, drill: true, createdAt, tags: { [drillTag]: 'production', [stageTag]: 'dev' } });
const drilling = (drills: EnvironmentFact['drills']) => ({ environments: [onRecord({ drills }, { backups: { drillEveryDays: 7 } })] });
const failedDrill = (when: string) => ({ at: when, error: 'BackupNotProven', execution: 'arn:drill' });
const usersSeen = (...users: Partial<UsersSeen['users'][number]>[]) => ({
  environments: [
    onRecord({
      usersSeen: {
        at: hoursAgo(5),
        users: users.map((user) => ({ username: '', role: 'crypto-user', locked: 'false', coverage: 'full', ...user })),
      },
    }),
  ],
});
const rulesOn = Object.keys(ownRules).map((name) => ({ name: `cloudhsm-lifecycle-dev-${name}`, on: true }));
const reporting = (...periods: ReturnType<typeof figures>[]) => ({ figures: [{ clusterId, periods }] });

/** By check: facts that it finds something in, and facts at the other side of its edge. */
const edges: Record<CheckId, { found: Partial<Facts>[]; healthy: Partial<Facts>[] }> = {
  'backup-none': {
    found: [{ backups: [] }, { backups: [backup({ state: 'PENDING_DELETION' })] }, { backups: [backup({ clusterId: 'cluster-other' })] }],
    healthy: [{ backups: [backup({ createdAt: hoursAgo(1000) })] }, { backups: [], clusters: [cluster({ certificate: null })] }],
  },
  'backup-stale': {
    found: [{ backups: [backup({ createdAt: hoursAgo(26, 1) })] }],
    healthy: [
      { backups: [backup({ createdAt: hoursAgo(26) })] },
      { backups: [backup({ createdAt: hoursAgo(500) })], clusters: [cluster({ hsms: [] })] },
    ],
  },
  'backup-incomplete': {
    found: [{ backups: [backup({ state: 'CREATE_IN_PROGRESS', createdAt: hoursAgo(2, 1) })] }],
    healthy: [{ backups: [backup({ state: 'CREATE_IN_PROGRESS', createdAt: hoursAgo(2) })] }],
  },
  'backup-retention-short': {
    found: [{ clusters: [cluster({ retentionDays: 89 })] }],
    healthy: [{ clusters: [cluster({ retentionDays: 90 })] }, { clusters: [cluster({ retentionDays: 120 })] }],
  },
  'backup-last-expiring': {
    found: [{ backups: [backup({ clusterId: 'cluster-gone', state: 'PENDING_DELETION', goneAt: hoursAgo(-24) })] }],
    healthy: [
      { backups: [backup({ clusterId: 'cluster-gone', state: 'PENDING_DELETION', goneAt: hoursAgo(-24), drill: true })] },
      // of a copy that somebody deletes, the cluster may stand in its own region
      { backups: [copy(hoursAgo(48), { clusterId: 'cluster-there', state: 'PENDING_DELETION', goneAt: hoursAgo(-24) })] },
      {
        backups: [
          backup({ clusterId: 'cluster-gone', state: 'PENDING_DELETION', goneAt: hoursAgo(-24) }),
          backup({ id: 'backup-b', clusterId: 'cluster-gone' }),
        ],
      },
    ],
  },
  'backup-pending-deletion': {
    found: [{ backups: [backup({ state: 'PENDING_DELETION', createdAt: hoursAgo(24), goneAt: hoursAgo(-6 * 24) })] }],
    healthy: [{ backups: [backup({ state: 'PENDING_DELETION', createdAt: hoursAgo(91 * 24), goneAt: hoursAgo(-6 * 24) })] }],
  },
  'cluster-degraded': {
    found: [{ clusters: [cluster({ state: 'DEGRADED' })] }],
    healthy: [{ clusters: [cluster({ state: 'MODIFY_IN_PROGRESS' })] }],
  },
  'cluster-stuck': {
    found: [
      { clusters: [cluster({ state: 'CREATE_IN_PROGRESS', createdAt: hoursAgo(2, 1) })] },
      { clusters: [cluster({ state: 'UNINITIALIZED', createdAt: hoursAgo(24, 1), certificate: null })] },
    ],
    healthy: [
      { clusters: [cluster({ state: 'CREATE_IN_PROGRESS', createdAt: hoursAgo(2) })] },
      { clusters: [cluster({ state: 'UNINITIALIZED', createdAt: hoursAgo(48) })], environments: [onRecord({ work: 'provision' })] },
    ],
  },
  'cluster-undeclared': {
    found: [{ clusters: [cluster(), cluster({ id: 'cluster-other', environment: null })] }],
    healthy: [
      { clusters: [cluster({ environment: null })] },
      { clusters: [cluster({ id: 'cluster-other', environment: null })], environments: undefined },
      { clusters: [cluster(), cluster({ id: 'cluster-drill', environment: null, drill: true })] },
      // another stage's record is not read
      {
        clusters: [
          cluster(),
          cluster({ id: 'cluster-other', environment: null, tags: { [environmentTag]: 'production', [stageTag]: 'prod' } }),
        ],
      },
    ],
  },
  'drill-left': {
    found: [{ clusters: [cluster(), drillCluster(hoursAgo(12, 1))] }, { clusters: [drillCluster(hoursAgo(500))], environments: [] }],
    healthy: [
      { clusters: [cluster(), drillCluster(hoursAgo(12))] },
      { clusters: [cluster(), { ...drillCluster(hoursAgo(500)), state: 'DELETE_IN_PROGRESS' }] },
      { clusters: [cluster(), { ...drillCluster(hoursAgo(500)), tags: { [drillTag]: 'production', [stageTag]: 'prod' } }] },
    ],
  },
  'cluster-untagged': {
    found: [
      { clusters: [cluster({ environment: null, tags: {} })] },
      { clusters: [cluster({ environment: null, tags: { [environmentTag]: 'production' } })] },
    ],
    healthy: [
      // it was given away: it is another's, or nobody's, and somebody has said so
      { clusters: [cluster({ environment: 'other', tags: { [environmentTag]: 'other', [stageTag]: 'dev' } })] },
      { clusters: [cluster({ environment: null, tags: {} })], environments: [onRecord({ work: 'adopt' })] },
      { clusters: [cluster({ id: 'cluster-other', environment: null, tags: {} })] },
      { clusters: [cluster({ environment: null, tags: {} }), cluster({ id: 'cluster-other' })] },
    ],
  },
  'cluster-missing': {
    found: [
      { clusters: [] },
      { clusters: [], backups: undefined },
      { clusters: [], backups: [] },
      { clusters: [cluster({ id: 'cluster-other', environment: null })] },
    ],
    healthy: [
      { clusters: [], environments: [onRecord({ clusterId: undefined })] },
      { clusters: [], environments: [onRecord({ work: 'restore' })] },
      { clusters: [cluster({ state: 'DELETE_IN_PROGRESS' })] },
      { clusters: undefined },
    ],
  },
  'file-unreadable': {
    found: [
      { environments: [onRecord({ file: undefined })] },
      { environments: [onRecord({ file: undefined, clusterId: undefined })], clusters: [] },
    ],
    healthy: [{ environments: [onRecord({ file: undefined, work: 'provision' })] }, { environments: undefined }],
  },
  'hsm-too-few': {
    found: [
      { environments: [onRecord({}, { hsmCount: 2 })] },
      { environments: [onRecord({}, { hsmCount: 1, keyStore: undefined })] },
      { clusters: [cluster({ id: 'cluster-other', environment: null, hsms: hsms(1) })] },
    ],
    healthy: [
      { environments: [onRecord({}, { hsmCount: 2, keyStore: undefined })] },
      { environments: [onRecord({}, { hsmCount: 1, keyStore: undefined, purpose: 'testing' })] },
      { environments: [onRecord({ parked: true }, { hsmCount: 2 })] },
    ],
  },
  'hsm-single-zone': {
    found: [{ clusters: [cluster({ hsms: [hsm(1, 'us-east-1a'), hsm(2, 'us-east-1a')] })] }],
    healthy: [{ clusters: [cluster({ hsms: [hsm(1, 'us-east-1a'), hsm(2, 'us-east-1b')] })] }, { clusters: [cluster({ hsms: hsms(1) })] }],
  },
  'hsm-degraded': {
    found: [{ clusters: [cluster({ hsms: [...hsms(2), hsm(3, 'us-east-1c', 'DEGRADED')] })] }],
    healthy: [{ clusters: [cluster({ hsms: [...hsms(2), hsm(3, 'us-east-1c', 'CREATE_IN_PROGRESS')] })] }],
  },
  'hsm-missing': {
    found: [{ clusters: [cluster({ hsms: hsms(2) })] }],
    healthy: [
      { clusters: [cluster({ hsms: hsms(3) })] },
      { clusters: [cluster({ hsms: hsms(2) })], environments: [onRecord({ work: 'scale' })] },
      { clusters: [cluster({ hsms: [] })], environments: [onRecord({ parked: true })] },
    ],
  },
  'hsm-surplus': {
    found: [
      { clusters: [cluster({ hsms: hsms(4) })] },
      { clusters: [cluster({ hsms: hsms(1) })], environments: [onRecord({ parked: true })] },
    ],
    // CloudHSM is replacing one behind its ENI
    healthy: [{ clusters: [cluster({ hsms: [...hsms(3), { ...hsm(3), id: 'hsm-new', state: 'CREATE_IN_PROGRESS' }] })] }],
  },
  'hsm-type-retired': { found: [{ clusters: [cluster({ hsmType: 'hsm1.medium' })] }], healthy: [{ clusters: [cluster()] }] },
  'network-open': {
    found: [
      { groups: [{ id: group, in: [own, { protocol: 'tcp', from: 22, to: 22, peers: ['10.0.0.0/8'] }], out: [own] }] },
      { publicSubnets: ['subnet-b'] },
    ],
    healthy: [
      { groups: [{ id: group, in: [own], out: [{ protocol: '-1', from: 0, to: 65535, peers: ['0.0.0.0/0'] }] }] },
      { groups: undefined, publicSubnets: ['subnet-b'] },
      { publicSubnets: ['subnet-of-others'] },
    ],
  },
  'network-changed': {
    found: [
      { groups: [{ id: group, in: [], out: [own] }] },
      { groups: [{ id: group, in: [own], out: [{ ...own, to: 2224 }] }] },
      { groups: [] },
    ],
    healthy: [{ groups: [{ id: group, in: [{ ...own, from: 0, to: 65535 }], out: [own] }] }],
  },
  'trust-anchor-missing': {
    found: [
      { environments: [onRecord({ trustAnchor: undefined })] },
      { secrets: facts().secrets!.filter(({ arn }) => arn !== 'arn:trust-anchor') },
    ],
    healthy: [{ environments: [onRecord({ trustAnchor: undefined })], clusters: [cluster({ certificate: null })] }, { secrets: undefined }],
  },
  'admin-secret-missing': {
    found: [{ secrets: facts().secrets!.filter(({ arn }) => arn !== 'arn:admin') }, { environments: [onRecord({ secrets: {} })] }],
    healthy: [{ secrets: deleted('admin') }, { secrets: undefined }],
  },
  'secret-pending-deletion': {
    found: [{ secrets: deleted('application') }, { secrets: deleted('trust-anchor') }],
    healthy: [{ secrets: [...facts().secrets!, { arn: 'arn:other', name: 'cloudhsm-lifecycle/dev/other/admin', deletedAt: at }] }],
  },
  'certificate-expiring': {
    found: [{ clusters: [cluster({ certificate: { issuer: 'CN=root', endsAt: hoursAgo(-90 * 24) } })] }],
    healthy: [{ clusters: [cluster({ certificate: { issuer: 'CN=root', endsAt: hoursAgo(-90 * 24, -1) } })] }],
  },
  'key-store-disconnected': {
    found: [{ keyStores: [{ id: 'cks-1', name: 'store', clusterId, state: 'DISCONNECTED' }] }, { keyStores: [] }],
    healthy: [
      { keyStores: [{ id: 'cks-1', name: 'store', clusterId, state: 'CONNECTING' }] },
      { keyStores: [{ id: 'cks-1', name: 'store', clusterId, state: 'DISCONNECTED' }], environments: [onRecord({ parked: true })] },
      { keyStores: [], environments: [onRecord({}, { keyStore: undefined })] },
    ],
  },
  'key-store-failed': {
    found: [{ keyStores: [{ id: 'cks-1', name: 'store', clusterId, state: 'FAILED', errorCode: 'USER_LOCKED_OUT' }] }],
    healthy: [{ keyStores: [{ id: 'cks-1', name: 'store', clusterId, state: 'DISCONNECTED' }] }],
  },
  'kms-key-pending-deletion': {
    found: [
      { keys: [{ arn: 'arn:key', environment: 'production', name: 'documents', state: 'PendingDeletion', deletedAt: hoursAgo(-24) }] },
      { keys: [{ arn: 'arn:key', environment: 'production', name: 'documents', state: 'missing' }] },
    ],
    healthy: [
      { keys: [{ arn: 'arn:key', environment: 'production', name: 'documents', state: 'Unavailable' }] },
      // the file names it no more
      { keys: [{ arn: 'arn:key', environment: 'production', name: 'papers', state: 'missing' }] },
    ],
  },
  'kms-key-disabled': {
    found: [{ keys: [{ arn: 'arn:key', environment: 'production', name: 'documents', state: 'Disabled' }] }],
    healthy: [{ keys: undefined }],
  },
  'cost-above-plan': {
    // three HSMs at 1.60 for 730 hours, and a key
    found: [
      { environments: [onRecord({}, { audit: { plannedPerMonth: 3504.99 } })] },
      // it comes back
      {
        clusters: [cluster({ hsms: [] })],
        environments: [onRecord({ parked: true }, { audit: { plannedPerMonth: 1252 }, parking: parkingByNight })],
      },
    ],
    healthy: [
      { environments: [onRecord({}, { audit: { plannedPerMonth: 3505 } })] },
      // 60 of 168 hours
      { environments: [onRecord({}, { audit: { plannedPerMonth: 1253 }, parking: parkingByNight })] },
    ],
  },
  'copy-missing': {
    found: [copying({ backups: [backup({ createdAt: hoursAgo(26, 1) })] }), recovering({}, { copies: [] })],
    healthy: [
      copying({ backups: [backup({ createdAt: hoursAgo(26) })] }),
      copying({ backups: [backup({ createdAt: hoursAgo(30) })], copies: [copy(hoursAgo(30))] }),
      // it has just begun to ask for them
      copying({ backups: [backup({ createdAt: hoursAgo(30) })] }, hoursAgo(26)),
      copying({ backups: [backup({ createdAt: hoursAgo(30) })], copies: undefined }),
      recovering({ standing: ['production'] }, { copies: [] }),
      { backups: [backup({ createdAt: hoursAgo(30) })], clusters: [cluster({ hsms: [] })], environments: [onRecord({ parked: true })] },
    ],
  },
  'copy-stale': {
    found: [
      copying({ backups: [backup(), backup({ id: 'backup-b', createdAt: hoursAgo(26, 1) })], copies: [copy(hoursAgo(50))] }),
      recovering({}, { copies: [copy(hoursAgo(50))] }),
    ],
    healthy: [
      copying({ backups: [backup(), backup({ id: 'backup-b', createdAt: hoursAgo(26) })], copies: [copy(hoursAgo(50))] }),
      // parked: there is nothing newer to copy
      copying({ backups: [backup({ createdAt: hoursAgo(500) })], copies: [copy(hoursAgo(500))] }),
      copying({ backups: [backup({ createdAt: hoursAgo(30) })], copies: [] }),
    ],
  },
  'copy-failed': {
    found: [
      recovering({}, { copies: [copy(hoursAgo(26, 1), { state: 'DELETED' })] }),
      copying({ copies: [copy(hoursAgo(3), { state: 'DELETED' })] }),
      copying({ copies: [copy(hoursAgo(3), { state: 'DELETED' }), copy(hoursAgo(3, 1))] }),
    ],
    healthy: [
      copying({ copies: [copy(hoursAgo(3), { state: 'DELETED' }), copy(hoursAgo(3))] }),
      copying({ copies: [copy(hoursAgo(3), { state: 'DELETED', clusterId: 'cluster-other' })] }),
    ],
  },
  'copy-left': {
    found: [leaving({ copies: [copy(hoursAgo(3))] }), leaving({ replicas: [{ region: 'eu-west-1', arns: [leftReplica('production')] }] })],
    healthy: [
      leaving({ copies: [] }),
      leaving({ copies: [copy(hoursAgo(3), { state: 'PENDING_DELETION' })] }),
      leaving({ copies: [copy(hoursAgo(3), { environment: null })] }),
      leaving({ copies: [copy(hoursAgo(3))] }, { backups: { copyTo: ['eu-west-1'] } }),
      leaving({ replicas: [{ region: 'eu-west-1', arns: [leftReplica('another')] }] }),
    ],
  },
  'recovery-incomplete': {
    found: [
      recovering({ stack: false, brought: [] }),
      recovering({}, { recoverySubnets: [{ region: 'eu-west-1', subnetIds: ['subnet-0aaa9999aaa9999aa'] }] }),
      recovering({ brought: [] }),
      recovering({ brought: [{ environment: 'production', clusterId: 'cluster-before' }] }),
      recovering({ secrets: replicas('eu-west-1').slice(1) }),
      recovering({ secrets: replicas('eu-west-1').map((secret) => ({ ...secret, deletedAt: at })) }),
      recovering({ secrets: replicas('us-west-2') }),
      recovering({}, { copies: [copy(hoursAgo(30), { state: 'CREATE_IN_PROGRESS' })] }),
      // what no run brings has no day
      recovering({ stack: false, brought: [], secrets: [] }, { copies: [], backups: [backup({ createdAt: hoursAgo(26) })] }),
    ],
    healthy: [
      recovering(),
      recovering({ brought: [], secrets: [] }, { copies: [], backups: [backup({ createdAt: hoursAgo(26) })] }),
      // it has just begun to ask for it
      recovering({ brought: [], secrets: [] }, {}, hoursAgo(26)),
      recovering({}, { copies: undefined }),
      recovering({}, { recoverySubnets: undefined }),
      recovering({ standing: ['production'], secrets: [] }, { copies: [] }),
      { ...recovering(), recoveries: [] },
    ],
  },
  'environment-moved': {
    found: [recovering({ standing: ['production'] }), recovering({ standing: ['production'], secrets: [] }, { copies: [] })],
    healthy: [
      recovering({ standing: ['production-2'] }),
      // in another region than its file has it restored in
      recovering({ region: 'us-west-2', standing: ['production'] }),
      { ...recovering(), recoveries: undefined },
    ],
  },
  'drill-overdue': {
    found: [drilling({ askedSince: hoursAgo(2000), provenAt: hoursAgo(8 * 24, 1) }), drilling({ askedSince: hoursAgo(8 * 24, 1) })],
    healthy: [
      drilling({ askedSince: hoursAgo(2000), provenAt: hoursAgo(8 * 24) }),
      // it has just begun to ask for them
      drilling({ askedSince: hoursAgo(8 * 24), provenAt: hoursAgo(2000) }),
      { environments: [onRecord({ drills: { askedSince: hoursAgo(2000) } })] },
    ],
  },
  'drill-failed': {
    found: [drilling({ failed: failedDrill(hoursAgo(3)) }), drilling({ failed: failedDrill(hoursAgo(3)), provenAt: hoursAgo(3, 1) })],
    healthy: [drilling({ failed: failedDrill(hoursAgo(3)), provenAt: hoursAgo(3) })],
  },
  'admin-single': {
    found: [usersSeen({ username: 'admin', role: 'admin' })],
    healthy: [usersSeen({ username: 'admin', role: 'admin' }, { username: 'admin2', role: 'admin' }), { environments: [onRecord()] }],
  },
  'user-secret-missing': {
    found: [{ secrets: facts().secrets!.filter(({ arn }) => arn !== 'arn:application') }],
    healthy: [
      { secrets: deleted('application') },
      { secrets: facts().secrets!.filter(({ arn }) => arn !== 'arn:admin') },
      { secrets: undefined },
      { secrets: [], environments: [onRecord({ work: 'provision' })] },
    ],
  },
  'user-undeclared': {
    found: [usersSeen({ username: 'left', role: 'crypto-user' })],
    healthy: [
      usersSeen({ username: 'application' }, ...ownUsers.map((username) => ({ username }))),
      // people's own, and CloudHSM's
      usersSeen({ username: 'alice', role: 'admin' }, { username: 'app_user', role: 'internal(APPLIANCE_USER)' }),
    ],
  },
  'user-inconsistent': {
    found: [
      usersSeen({ username: 'admin', role: 'admin', coverage: 'inconsistent' }),
      usersSeen({ username: 'application', role: 'inconsistent' }),
      usersSeen({ username: 'application', locked: 'inconsistent' }),
    ],
    healthy: [usersSeen({ username: 'application', locked: 'true' })],
  },
  'key-store-throttled': {
    found: [{ throttled: [{ keyStoreId: 'cks-1', requests: 1 }] }],
    healthy: [{ throttled: [{ keyStoreId: 'cks-1', requests: 0 }] }, { throttled: [{ keyStoreId: 'cks-gone', requests: 9 }] }],
  },
  'alarm-missing': {
    found: [
      { alarms: [] },
      { alarms: alarms().slice(1) },
      { alarms: alarms().map((one) => ({ ...one, tells: !one.name.endsWith('hsm-unhealthy') })) },
    ],
    healthy: [{ alarms: undefined }, { alarms: [], environments: [onRecord({ work: 'provision' })] }],
  },
  'alarm-firing': {
    found: [
      { alarms: [...alarms().slice(1), { ...alarms()[0]!, state: 'ALARM' }] },
      { alarms: [alarm('cloudhsm-lifecycle-dev-health-silent', { state: 'ALARM' })] },
    ],
    healthy: [
      { alarms: alarms().map((one) => ({ ...one, state: 'INSUFFICIENT_DATA' })) },
      { alarms: [...alarms(), alarm('cloudhsm-lifecycle/dev/production/environment', { state: 'ALARM', composite: true })] },
      { alarms: [{ ...alarms()[0]!, state: 'ALARM' }], environments: [onRecord({ work: 'scale' })] },
    ],
  },
  'alarm-action-failed': {
    found: [{ failedActions: [{ alarm: alarms()[0]!.name, at: hoursAgo(1), summary: 'Failed to execute action arn:alarms' }] }],
    healthy: [{ failedActions: [] }],
  },
  'log-group-missing': {
    found: [{ logGroups: [], clusters: [cluster({ createdAt: hoursAgo(24, 1) })] }],
    healthy: [
      { logGroups: [], clusters: [cluster({ createdAt: hoursAgo(24) })] },
      { logGroups: [], clusters: [cluster({ certificate: null })] },
      { logGroups: undefined },
    ],
  },
  'log-sequence-gap': {
    found: [{ auditLogs: [{ clusterId, hsm: 'hsm-1', first: 4, last: 9, lines: 5 }] }],
    healthy: [{ auditLogs: [{ clusterId, hsm: 'hsm-1', first: 0, last: 0, lines: 1 }] }],
  },
  'rule-disabled': {
    found: [{ rules: rulesOn.with(4, { ...rulesOn[4]!, on: false }) }, { rules: rulesOn.slice(1) }],
    healthy: [{ rules: rulesOn }, { rules: undefined }],
  },
  'notification-missing': {
    found: [{ topics: [{ arn: 'arn:alarms', confirmed: 0, pending: 0 }] }, { topics: [{ arn: 'arn:alarms', confirmed: 0, pending: 2 }] }],
    healthy: [{ topics: [{ arn: 'arn:alarms', confirmed: 0, pending: 0 }], environments: [] }],
  },
  'counts-differ': {
    found: [
      reporting(figures({ tokenMost: 4 }), figures({ tokenMost: 4 }), figures({ tokenMost: 5 })),
      reporting(figures({ usersLeast: 9 }), figures({ usersLeast: 9 }), figures({ usersLeast: 9 }), figures()),
    ],
    healthy: [
      reporting(figures({ tokenMost: 4 }), figures({ tokenMost: 4 }), figures()),
      reporting(figures({ tokenMost: 4 }), figures({ tokenMost: 4 })),
      { figures: undefined },
    ],
  },
  'keys-near-limit': {
    // three quarters of 16,666
    found: [reporting(figures({ tokenMost: 12_000, tokenLeast: 12_000, sessionMost: 499 }))],
    healthy: [reporting(figures({ tokenMost: 12_000, tokenLeast: 12_000, sessionMost: 498 }))],
  },
  'users-near-limit': {
    found: [reporting(figures({ usersMost: 15, usersLeast: 15 }))],
    healthy: [reporting(figures({ usersMost: 16, usersLeast: 16 })), reporting()],
  },
  'trail-missing': {
    found: [{ trails: [] }, { trails: [{ name: 'stopped', logging: false }] }],
    healthy: [{ trails: [], clusters: [] }, { trails: [], clusters: undefined }, { trails: undefined }],
  },
  'image-outdated': {
    found: [{ image: image('20250110T115959Z') }],
    healthy: [{ image: image('20250110T120000Z') }, { image: 'hsm-users:unpublished' }, { image: undefined }],
  },
  'backup-shared': {
    found: [{ shares: [{ backupId: 'backup-a', share: 'arn:aws:ram:us-east-1:123456789012:resource-share/1' }] }],
    healthy: [{ shares: undefined }],
  },
  'quota-near': {
    found: [{ quotas: { clusters: 1, hsms: 6 } }, { quotas: { clusters: 4, hsms: 3 } }],
    healthy: [{ quotas: { clusters: 2, hsms: 4 } }, { quotas: undefined }],
  },
};

test('a backup comes with an HSM more than stand, one that has failed among them', () => {
  const failed = hsms(3).map((one, index) => ({ ...one, state: index === 0 ? 'DEGRADED' : 'ACTIVE' }));
  const { findings } = judge(facts({ backups: [], clusters: [cluster({ hsms: failed })] }));

  expect(findings.find(({ check }) => check === 'backup-none')).toMatchObject({
    evidence: 'no READY backup of it is listed; it has 2 active HSMs',
    remedy: expect.stringMatching(/^`npx hsm scale production --hsms 4 /),
  });
});

test('so does an HSM in another zone, after which there are as many as before', () => {
  const together = hsms(3).map((one, index) => ({ ...one, zone: 'us-east-1a', state: index === 0 ? 'DEGRADED' : 'ACTIVE' }));
  const { findings } = judge(facts({ clusters: [cluster({ hsms: together })] }));

  expect(findings.find(({ check }) => check === 'hsm-single-zone')!.remedy).toMatch(
    /^`npx hsm scale production --hsms 4 --zones us-east-1b [^`]*`, then `npx hsm scale production --hsms 3 /,
  );
});

test('of HSMs that are too many it is said how they go, and how parking that stopped midway goes on', () => {
  const surplus = (changes: Partial<Facts>) => judge(facts(changes)).findings.find(({ check }) => check === 'hsm-surplus')!;

  expect(surplus({ clusters: [cluster({ hsms: hsms(4) })] }).remedy).toMatch(
    /^`npx hsm scale production --hsms 4 [^`]*` where all are wanted; else `npx hsm scale production --hsms 3 /,
  );
  const halfway = surplus({
    clusters: [cluster({ hsms: hsms(1) })],
    environments: [onRecord({ parked: true })],
    keyStores: [{ id: 'cks-1', name: 'store', clusterId, state: 'DISCONNECTED' }],
  });
  expect(halfway.evidence).toMatch(/; parking it has not come to its end, and its key store is DISCONNECTED$/);
  expect(halfway.remedy).toMatch(
    /^`npx hsm scale production --hsms 3 [^`]*` where they are wanted; else `npx hsm scale production --hsms 0 /,
  );
});

test('the first HSM of a cluster that was never activated is not repaired, which is refused', () => {
  const remedyIn = (state: string) => {
    const { findings } = judge(facts({ clusters: [cluster({ state, createdAt: hoursAgo(1), hsms: [hsm(1, 'us-east-1a', 'DEGRADED')] })] }));
    return findings.find(({ check }) => check === 'hsm-degraded')!.remedy;
  };
  expect(remedyIn('ACTIVE')).toMatch(/^`npx hsm repair production /);
  expect(remedyIn('INITIALIZED')).toMatch(/`npx hsm provision -f production\.json .*` says what to do$/);
});

test('a drill that failed is shown by its execution', () => {
  const [found] = judge(facts(drilling({ failed: failedDrill(hoursAgo(3)) }))).findings;
  expect(found!.remedy).toMatch(/^`npx hsm watch arn:drill --region us-east-1` says why/);
});

test('nothing is found where nothing is wrong', () => {
  expect(judge(facts()).findings).toEqual([]);
});

test('of an environment that people are asked for nothing is missing but its cluster’s end, after a day', () => {
  const waiting = (hours: number) => {
    const first = cluster({ state: 'UNINITIALIZED', certificate: null, createdAt: hoursAgo(hours), hsms: hsms(1) });
    const keyStore = { name: 'store', keys: [{ name: 'documents' }] };
    const found = facts({
      clusters: [first],
      environments: [onRecord({}, { hsmCount: 3, keyStore })],
      backups: [],
      keyStores: [],
      alarms: [],
    });
    return judge(found).findings.map(({ check }) => check);
  };

  expect(waiting(5)).toEqual([]);
  expect(waiting(25)).toEqual(['cluster-stuck']);
});

test('every check has a severity, words and a source', () => {
  expect(checks.map(({ id }) => id).toSorted()).toEqual(checkIds.toSorted());
  for (const { title, why, remedy } of checks) {
    expect(why).toMatch(/https:\/\//);
    expect(title.length * remedy.length).toBeGreaterThan(0);
  }
});

describe.each(checkIds)('%s', (id) => {
  const found = (changes: Partial<Facts>) => judge(facts(changes)).findings.filter(({ check }) => check === id);

  test.each(edges[id].found)('is found, once and with evidence and remedy: %#', (changes) => {
    const [finding, ...others] = found(changes);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ account: '123456789012', region: 'us-east-1', since: at });
    expect([finding!.evidence, finding!.remedy].join(' ')).not.toMatch(/undefined|null|NaN|\[object/);
  });

  test.each(edges[id].healthy)('is not found on the other side of its edge: %#', (changes) => {
    expect(found(changes)).toEqual([]);
  });

  test('finds nothing where nothing could be read', () => {
    const { account, region, stage } = facts();
    expect(judge({ account, region, stage, at, unread: [] }).findings).toEqual([]);
  });
});

test('a second admin is asked for in the file, which keeps its password, and not made by hand', () => {
  const remedyWith = (purpose: 'production' | 'testing') => {
    const [seen] = usersSeen({ username: 'admin', role: 'admin' }).environments;
    const found = facts({ environments: [{ ...seen!, file: environment({ purpose }) }] });
    return checks.find(({ id }) => id === 'admin-single')!.run(found)[0]!.remedy;
  };

  expect(remedyWith('testing')).toBe(
    'write `"admins": 2` into its file, and provision it again: that makes admin_2, with a secret of its own',
  );
  expect(remedyWith('production')).toBe('provision it again: that makes admin_2, with a secret of its own');
});

test('a cluster that no record knows and that its tags say is an environment’s is put on record before anybody thinks of deleting it', () => {
  const remedyFor = (name: string | null) => {
    const { findings } = judge(facts({ clusters: [cluster(), cluster({ id: 'cluster-other', environment: name })] }));
    return findings.find(({ check }) => check === 'cluster-undeclared')!.remedy;
  };
  expect(remedyFor('lost')).toMatch(/^its tags say that it is lost: `npx hsm provision -f lost\.json --region us-east-1`/);
  // somebody has taken it away from its environment
  for (const name of [null, 'none']) expect(remedyFor(name)).toMatch(/^see in CloudTrail/);
});
