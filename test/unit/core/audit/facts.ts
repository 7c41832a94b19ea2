import type { BackupFact, ClusterFact, EnvironmentFact, Facts } from '../../../../core/audit/facts/facts.ts';
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
    drill: false,
    certificate: { issuer: 'CN=root', endsAt: '2036-01-01T00:00:00.000Z' },
    ...changes,
  };
}

export function hsm(number: number, zone = zones[(number - 1) % 3]!, state = 'ACTIVE'): ClusterFact['hsms'][number] {
  return { id: `hsm-${number}`, eniId: `eni-${number}`, ip: `10.0.0.${number}`, zone, state, stateMessage: '' };
}

export function backup(changes: Partial<BackupFact> = {}): BackupFact {
  return { id: 'backup-a', state: 'READY', clusterId, createdAt: hoursAgo(3), neverExpires: false, ...changes };
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
    ...changes,
  };
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
    quotas: { clusters: 4, hsms: 6 },
    unread: [],
    ...changes,
  };
}
