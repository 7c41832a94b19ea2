import { createPublicKey } from 'node:crypto';
import type { BackupDeclaration, ClusterDeclaration, HsmDeclaration, SecurityGroupRuleDeclaration } from '../../kernel/account.ts';
import { issueCertificate } from '../../pki/certificate.ts';
import { seededRsaKey } from '../../pki/rsa-key.ts';
import type { SecurityGroupRule } from '../ec2/network.ts';
import { backupArn } from './arn.ts';
import { auditHsm } from './audit-log.ts';
import type { Backup } from './backup.ts';
import { markForDeletion, startDailyBackups } from './backups.ts';
import type { Cluster, Hsm } from './cluster.ts';
import { ClusterKeys } from './cluster-keys.ts';
import type { HsmUser } from './hsm-user.ts';
import { messageOfActive } from './hsms.ts';
import { identifier } from './identifiers.ts';
import { reportMetrics } from './metrics.ts';
import { usualRetentionDays } from './retention.ts';
import type { CloudHsmPlace } from './state.ts';
import { mapSubnets } from './subnet-mapping.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** How long their HSMs have told CloudWatch what they tell. */
const reportedFor = hour / 2;
const claimed = ['INITIALIZED', 'ACTIVE', 'DEGRADED', 'UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS'];

/**
 * Brings up what the account file declares to stand already. Nothing was done to get there: nobody has called for it, and no time passes.
 *
 * @returns when their certificates are signed
 * @throws AwsError for subnets that CreateCluster would not take; Error for an HSM outside of them
 */
export function declareClusters(place: CloudHsmPlace): Promise<unknown> {
  const { clusters = [], backups = [] } = place.account;
  for (const { cluster, ...backup } of backups) addBackup(place, { clusterId: cluster, hsmType: 'hsm2m.medium', mode: 'FIPS' }, backup);
  const standing = clusters.map((declared) => ({ declared, cluster: declare(place, declared) }));
  return Promise.all(standing.map(({ declared, cluster }) => certify(place, declared, cluster)));
}

function declare(place: CloudHsmPlace, declared: ClusterDeclaration): Cluster {
  const { id: clusterId, hsms = [], backups = [], auditLog } = declared;
  const cluster = clusterOf(place, declared);
  place.cloudhsmv2.clusters.set(clusterId, cluster);
  for (const hsm of hsms) addHsm(place, cluster, hsm);
  for (const backup of backups) addBackup(place, cluster, backup);
  if (cluster.state === 'ACTIVE') startDailyBackups(place.cloudhsmv2, cluster);
  reportMetrics(place, cluster, place.clock.now() - reportedFor);
  if (cluster.activated && auditLog?.exists !== false) writeAuditLog(place, cluster, auditLog?.linesLost ?? 0);
  return cluster;
}

async function certify(place: CloudHsmPlace, { id, certificateDaysLeft = 3650 }: ClusterDeclaration, cluster: Cluster): Promise<void> {
  if (!claimed.includes(cluster.state) || certificateDaysLeft === null) return;
  cluster.certificates.clusterCertificate = await signed(place, id, certificateDaysLeft);
}

function clusterOf(place: CloudHsmPlace, declared: ClusterDeclaration): Cluster {
  const { id: clusterId, state = 'ACTIVE', tags = {}, subnets = [...place.ec2.subnets.keys()], certificateDaysLeft = 3650 } = declared;
  const { vpcId, subnetMapping } = mapSubnets(place, subnets);
  const own: SecurityGroupRuleDeclaration = { protocol: 'tcp', fromPort: 2223, toPort: 2225 };
  return {
    clusterId,
    hsmType: declared.hsmType ?? 'hsm2m.medium',
    mode: declared.mode ?? 'FIPS',
    networkType: 'IPV4',
    state,
    stateMessage: declared.stateMessage ?? '',
    createdAt: hoursBefore(place, declared.hoursOld ?? 1000),
    vpcId,
    securityGroupId: place.ec2.createSecurityGroup({
      groupName: `cloudhsm-${clusterId}-sg`,
      description: 'CloudHSM managed security group',
      vpcId,
      ingress: (declared.ingress ?? [own]).map(ruleOf),
      egress: (declared.egress ?? [own]).map(ruleOf),
    }),
    subnetMapping,
    backupRetentionDays: declared.backupRetentionDays ?? usualRetentionDays,
    history: clusterId,
    tags: new Map(Object.entries(tags)),
    hsms: [],
    certificates: {},
    activated: certificateDaysLeft !== null && claimed.includes(state) && state !== 'INITIALIZED',
    preCoPassword: '',
    hsmsMade: {},
    dailyBackups: 0,
    keys: new ClusterKeys(),
    keysMade: 0,
  };
}

/** A rule that names no peer is about the group itself. */
function ruleOf({ group, prefixListOf: _, ...rule }: SecurityGroupRuleDeclaration): SecurityGroupRule {
  return { ...rule, ...(group ? { groupId: group } : rule.cidr ? {} : { groupId: 'self' }) };
}

function addHsm(place: CloudHsmPlace, cluster: Cluster, declared: HsmDeclaration): void {
  const { availabilityZone, state = 'ACTIVE', keys, usersAvailable } = declared;
  const subnetId = cluster.subnetMapping[availabilityZone];
  if (!subnetId) throw new Error(`the account file: ${cluster.clusterId} has an HSM in ${availabilityZone}, and no subnet there`);
  const made = (cluster.hsmsMade[availabilityZone] ?? 0) + 1;
  cluster.hsmsMade[availabilityZone] = made;
  const description = `CloudHSM managed network interface of ${cluster.clusterId}`;
  const { eniId, ip } = place.ec2.createNetworkInterface({ subnetId, groupIds: [cluster.securityGroupId], description });
  cluster.hsms.push({
    hsmId: identifier(place, 'hsm', cluster.clusterId, availabilityZone, made),
    eniId,
    eniIp: ip,
    eniShownAt: 0,
    availabilityZone,
    subnetId,
    state,
    stateMessage: declared.stateMessage ?? (state === 'ACTIVE' ? messageOfActive : ''),
    users: state === 'ACTIVE' ? usersOf(cluster) : [],
    sessions: new Set(),
    audited: 0,
    tells: { ...(keys !== undefined && { keys }), ...(usersAvailable !== undefined && { usersAvailable }) },
  });
}

function usersOf({ activated }: Cluster): HsmUser[] {
  const user = { password: 'password', badLogins: 0, locked: false };
  return [
    { ...user, username: 'admin', role: activated ? 'admin' : 'unactivated-admin' },
    { ...user, username: 'app_user', role: 'internal(APPLIANCE_USER)' },
  ];
}

function addBackup(
  place: CloudHsmPlace,
  of: Pick<Cluster, 'clusterId' | 'hsmType' | 'mode'> & Partial<Cluster>,
  { id, state = 'READY', hoursOld, hoursLeft = 168, neverExpires = false, tags = {}, copyOf, sharedWith }: BackupDeclaration,
): void {
  const createdAt = hoursBefore(place, hoursOld);
  const backupId = id ?? identifier(place, 'backup', of.clusterId, 'declared', hoursOld);
  const backup: Backup = {
    backupId,
    state,
    clusterId: of.clusterId,
    createdAt,
    hsmType: of.hsmType,
    mode: of.mode,
    neverExpires,
    tags: new Map(Object.entries(tags)),
    ...(copyOf && { copy: { copiedAt: createdAt, sourceRegion: copyOf.region, sourceBackup: copyOf.backup, sourceCluster: of.clusterId } }),
    ...(sharedWith && { policy: lending(sharedWith, backupArn(place, backupId)) }),
    content: { users: [], keys: new Map(), history: of.history ?? of.clusterId },
  };
  place.cloudhsmv2.backups.set(backupId, backup);
  if (state === 'PENDING_DELETION') markForDeletion(place.cloudhsmv2, backup, hoursLeft * 3600);
}

/** As the User Guide shows it, "Sharing backups". */
function lending(account: string, Resource: string): string {
  const Action = ['cloudhsm:CreateCluster', 'cloudhsm:DescribeBackups'];
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action, Resource }] });
}

function writeAuditLog(place: CloudHsmPlace, cluster: Cluster, linesLost: number): void {
  for (const hsm of cluster.hsms.filter(({ state }) => state === 'ACTIVE')) {
    const line = (): void => auditHsm(place, cluster, hsm as Hsm, { opcode: 'CN_LOGIN', user: { username: 'admin', role: 'admin' } });
    line();
    hsm.audited += linesLost;
    line();
  }
}

/** One root for all of them, with one key: whose cluster it is, its subject says. */
async function signed(place: CloudHsmPlace, clusterId: string, daysLeft: number): Promise<string> {
  const key = seededRsaKey(place.random, 2048, 'declared-clusters');
  const now = place.clock.now();
  return issueCertificate({
    subject: [{ CN: [clusterId] }],
    issuer: [{ CN: ['declared root'] }],
    publicKey: createPublicKey(key),
    signingKey: key,
    serialHex: place.random.hex(16, 'declared-certificate', clusterId),
    notBefore: new Date(now - 1000 * day),
    notAfter: new Date(now + daysLeft * day),
    ca: false,
  });
}

function hoursBefore(place: CloudHsmPlace, hours: number): Date {
  return new Date(place.clock.now() - hours * hour);
}
