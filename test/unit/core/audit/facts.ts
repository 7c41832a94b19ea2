import { alarmNames } from '../../../../core/alarms/alarms.ts';
import type { AlarmFact, BackupFact, ClusterFact, EnvironmentFact, Facts, FiguresFact } from '../../../../core/audit/facts/facts.ts';
import { environmentTag, stageTag } from '../../../../core/cloudhsm/tags.ts';
import { environment } from '../../environments.ts';

export const at = '2026-01-10T12:00:00.000Z';
export const clusterId = 'cluster-aaaaaaaaaaa';
const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/** A time so many hours before the audit. */
export function hoursAgo(hours: number, seconds = 0): string {
  return new Date(Date.parse(at) - hours * 3_600_000 - seconds * 1000).toISOString();
}

export function cluster(changes: Partial<ClusterFact> = {}): ClusterFact {
  return {
    id: clusterId,
    state: 'ACTIVE',
    stateMessage: '',
    hsmType: 'hsm2m.medium',
    mode: 'FIPS',
    securityGroupId: 'sg-0123456789abcdef0',
    vpcId: 'vpc-1',
    subnets: { 'us-east-1a': 'subnet-a', 'us-east-1b': 'subnet-b', 'us-east-1c': 'subnet-c' },
    retentionDays: 90,
    createdAt: hoursAgo(1000),
    hsms: zones.map((zone, index) => hsm(index + 1, zone)),
    environment: 'production',
    tags: { [environmentTag]: 'production', [stageTag]: 'dev' },
    drill: false,
    certificate: { issuer: 'CN=root', endsAt: '2036-01-01T00:00:00.000Z' },
    ...changes,
  };
}

export function hsm(number: number, zone = zones[(number - 1) % 3]!, state = 'ACTIVE'): ClusterFact['hsms'][number] {
  return { id: `hsm-${number}`, eniId: `eni-${number}`, ip: `10.0.0.${number}`, zone, state, stateMessage: '' };
}

export function backup(changes: Partial<BackupFact> = {}): BackupFact {
  return { id: 'backup-a', state: 'READY', clusterId, createdAt: hoursAgo(3), neverExpires: false, drill: false, ...changes };
}

export function onRecord(changes: Partial<EnvironmentFact> = {}, file: Record<string, unknown> = {}): EnvironmentFact {
  return {
    name: 'production',
    file: environment(file),
    clusterId,
    keyArns: { documents: 'arn:key' },
    trustAnchor: 'arn:trust-anchor',
    secrets: { admin: 'arn:admin', application: 'arn:application' },
    parked: false,
    drills: {},
    ...changes,
  };
}

/** Everything that watches the environment, all of it quiet. */
export function alarms(environmentName = 'production'): AlarmFact[] {
  return alarmNames('dev', environmentName, { id: clusterId, hsmType: 'hsm2m.medium' }).map((name) => alarm(name));
}

export function alarm(name: string, changes: Partial<AlarmFact> = {}): AlarmFact {
  return { name, state: 'OK', since: hoursAgo(1), tells: true, composite: false, ...changes };
}

/** What the HSMs of a cluster report in five minutes. */
export function figures(changes: Partial<FiguresFact['periods'][number]> = {}): FiguresFact['periods'][number] {
  return { tokenMost: 3, tokenLeast: 3, sessionMost: 0, usersMost: 1018, usersLeast: 1018, ...changes };
}

export function image(builtAt: string): string {
  return `123456789012.dkr.ecr.us-east-1.amazonaws.com/hsm-users:${builtAt}-0123456789ab-cli-5.18.0`;
}

const own = { protocol: 'tcp', from: 2223, to: 2225, peers: ['sg-0123456789abcdef0'] };

/** A place where nothing is wrong. */
export function facts(changes: Partial<Facts> = {}): Facts {
  return {
    account: '123456789012',
    region: 'us-east-1',
    stage: 'dev',
    at,
    clusters: [cluster()],
    backups: [backup()],
    keyStores: [{ id: 'cks-1', name: 'store', clusterId, state: 'CONNECTED' }],
    environments: [onRecord()],
    secrets: ['admin', 'application', 'trust-anchor'].map((name) => ({
      arn: `arn:${name}`,
      name: `cloudhsm-lifecycle/dev/production/${name}`,
    })),
    keys: [{ arn: 'arn:key', environment: 'production', name: 'documents', state: 'Enabled' }],
    groups: [{ id: 'sg-0123456789abcdef0', in: [own], out: [own] }],
    publicSubnets: [],
    shares: [],
    copies: [],
    recoveries: [],
    replicas: [],
    recoverySubnets: [],
    alarms: alarms(),
    failedActions: [],
    topics: [
      { arn: 'arn:alarms', confirmed: 1, pending: 0 },
      { arn: 'arn:outcomes', confirmed: 1, pending: 3 },
    ],
    logGroups: [`/aws/cloudhsm/${clusterId}`],
    auditLogs: [{ clusterId, hsm: 'hsm-1', first: 4, last: 9, lines: 6 }],
    trails: [{ name: 'management-events', logging: true }],
    figures: [{ clusterId, periods: Array.from({ length: 5 }, () => figures()) }],
    throttled: [],
    image: image('20260101T000000Z'),
    quotas: { clusters: 4, hsms: 6 },
    unread: [],
    ...changes,
  };
}
