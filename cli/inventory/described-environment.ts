import { X509Certificate } from 'node:crypto';
import { type Backup, backupsOf } from '../../core/cloudhsm/backup.ts';
import { findCluster, seeUntagged } from '../../core/cloudhsm/environment-cluster.ts';
import { lostTags } from '../../core/cloudhsm/tags.ts';
import { commandsHere } from '../../core/commands-here.ts';
import { describeKey } from '../../core/key-store/kms-key.ts';
import type { Cost } from '../../core/pricing.ts';
import { type EnvironmentRecord, readRecord } from '../../core/record/file.ts';
import { readLease } from '../../core/record/lease.ts';
import { readOutcome } from '../../core/record/outcome-item.ts';
import { readUsers } from '../../core/record/users.ts';
import { type StandingHsm, type StandingKeyStore, standingHsms, standingKeyStore } from '../../core/standing.ts';
import { openWaits } from '../approve/open-wait.ts';
import { takeSettings } from '../deployment.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { intents } from '../intents/intents.ts';
import type { Target } from '../target.ts';
import { whole } from '../text/wrap.ts';
import { standingCost } from './standing-cost.ts';

type DescribedKey = StandingKeyStore['keys'][number] & {
  /** As KMS says; null where the reader may not ask it. */
  state: string | null;
  /** When KMS deletes one that is on its way there. */
  deletedAt?: string;
};

/** What `hsm describe --json` prints. */
export interface DescribedEnvironment {
  environment: string;
  region: string;
  requestedAt: string | null;
  /** Null where it stands, or never did. */
  tornDownAt: string | null;
  cluster: {
    id: string;
    state: string;
    hsmType: string;
    mode: string;
    vpcId: string;
    /** Subnet of each zone. */
    zones: Record<string, string>;
    hsms: StandingHsm[];
    certificate: { issuer: string; notAfter: string } | null;
    /** Only where it has lost its tags: what to do. */
    untagged?: string;
  } | null;
  hsmsAsked: number | null;
  /** Null where it is not parked, nor on its way there or back. */
  parkedSince: string | null;
  keyStore: (Omit<StandingKeyStore, 'keys'> & { keys: DescribedKey[] }) | null;
  /** ARN of each user's secret. */
  users: Record<string, string>;
  trustAnchor: { secretArn: string; sha256: string } | null;
  backups: Backup[];
  work: { intent: string; execution: string; since: string } | null;
  /** What runs of it wait for people for, and what these do. */
  waiting: {
    intent: string;
    execution: string;
    for: string;
    since: string;
    deadline: string;
    message: string;
    details: Record<string, string>;
  }[];
  /** The last success of each intent. */
  lastRuns: { intent: string; at: string; execution: string }[];
  /** The image of the task that sets up users. */
  image: string;
  cost: Cost | null;
}

/**
 * Reads what stands of an environment, and the record of it. The deployment's settings are taken over first: they say where it is.
 *
 * @throws CommandError NoSuchEnvironment
 */
export async function readEnvironment(name: string, target: Target): Promise<DescribedEnvironment> {
  await takeSettings(target);
  const [record, users, lease, tagged, waits, ...outcomes] = await Promise.all([
    readRecord(name),
    readUsers(name),
    readLease(name),
    findCluster(name),
    openWaits(name, target),
    ...Object.keys(intents).map(async (intent) => ({ intent, last: await readOutcome(name, intent) })),
  ]);
  const untagged = tagged ? undefined : await seeUntagged(name, record.clusterId);
  const cluster = tagged ?? untagged;
  if (!cluster && !record.environment) {
    const remedy = `${whole(`npx hsm list${target.again}`)} shows which there are`;
    throw new CommandError(`there is no environment ${name}`, exitCodes.badInput, 'NoSuchEnvironment', { remedy });
  }
  // its key store stays, and is billed, where the cluster is gone
  const clusterId = cluster?.clusterId ?? record.clusterId;
  const [backups, keyStore] = await Promise.all([
    cluster ? backupsOf(cluster.clusterId) : backupsLeft(record),
    clusterId ? keyStoreOver(clusterId, record) : null,
  ]);
  const hsms = cluster ? standingHsms(cluster) : [];
  return {
    environment: name,
    region: target.region,
    requestedAt: record.requestedAt ?? null,
    tornDownAt: cluster ? null : (record.tornDownAt ?? null),
    cluster: cluster
      ? {
          id: cluster.clusterId,
          state: cluster.state,
          hsmType: cluster.hsmType,
          mode: cluster.mode,
          vpcId: cluster.vpcId,
          zones: cluster.subnetMapping,
          hsms,
          certificate: cluster.certificates.cluster ? certificateOf(cluster.certificates.cluster) : null,
          ...(untagged && { untagged: commandsHere(lostTags(untagged, name).remedy, target.again) }),
        }
      : null,
    hsmsAsked: record.environment?.hsmCount ?? null,
    parkedSince: record.parking?.since ?? null,
    keyStore,
    users,
    trustAnchor: record.trustAnchor ?? null,
    backups,
    work: lease ? { intent: lease.intent, execution: lease.holder, since: lease.since } : null,
    waiting: waits.map(({ intent, execution, since, deadline, message, details, for: what }) => {
      return { intent, execution, for: what, since, deadline, message, details };
    }),
    lastRuns: outcomes.flatMap(({ intent, last }) => (last ? [{ intent, at: last.at, execution: last.execution }] : [])),
    image: process.env.HSM_USERS_IMAGE ?? '',
    cost: standingCost(target.region, cluster ? [cluster] : [], keyStore !== null, keyStore ? Object.keys(record.keyArns).length : 0),
  };
}

async function keyStoreOver(clusterId: string, record: EnvironmentRecord): Promise<DescribedEnvironment['keyStore']> {
  const found = await standingKeyStore(clusterId, record);
  return found && { ...found, keys: await Promise.all(found.keys.map(describedKey)) };
}

/** Who may not ask KMS sees the key all the same. */
async function describedKey({ name, keyArn }: StandingKeyStore['keys'][number]): Promise<DescribedKey> {
  const key = await describeKey(keyArn).catch(() => undefined);
  return { name, keyArn, state: key?.state ?? null, ...(key?.deletedAt && { deletedAt: key.deletedAt.toISOString() }) };
}

/** Of the clusters that it had: they outlive them, and bring it back. */
async function backupsLeft({ clusterIds }: EnvironmentRecord): Promise<Backup[]> {
  const left = await Promise.all(clusterIds.map(backupsOf));
  return left.flat().toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

function certificateOf(pem: string): { issuer: string; notAfter: string } {
  const { issuer, validTo } = new X509Certificate(pem);
  return { issuer: issuer.replaceAll('\n', ', '), notAfter: new Date(validTo).toISOString() };
}
