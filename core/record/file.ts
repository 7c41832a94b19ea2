import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { regionsNamed } from '../copies/regions.ts';
import { Environment } from '../environment/environment.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { jsonValue } from '../json-value.ts';
import { changeItem, readItem } from './item.ts';
import { type Parking, parkingIn } from './parking.ts';

/** What the record knows of an environment beside its lease. */
export interface EnvironmentRecord {
  /** As it was last asked for; undefined for an environment that stands and was never asked for here, or not in a form that is known. */
  environment: Environment | undefined;
  hash: string | undefined;
  /** ISO 8601. */
  requestedAt: string | undefined;
  clusterId: string | undefined;
  /** Every cluster that it has had: their backups are its own. */
  clusterIds: string[];
  keyStoreId: string | undefined;
  /** ARN of each declared key, by its name. */
  keyArns: Record<string, string>;
  /** Where the trust anchor is escrowed, and the SHA-256 of its DER, hex. */
  trustAnchor: { secretArn: string; sha256: string } | undefined;
  /** ISO 8601: when the environment was last torn down. */
  tornDownAt: string | undefined;
  /** Clusters of before its teardowns: their backups may stand. */
  formerClusters: string[];
  /** Since it is parked, or on its way there or back. */
  parking: Parking | undefined;
  /** Regions that a file has named for copies since its copies were last deleted. */
  copyRegions: string[];
}

/** The ids of every cluster that the record knows as the environment's: backups of each may stand. */
export function clustersOnRecord({ clusterIds, formerClusters }: Pick<EnvironmentRecord, 'clusterIds' | 'formerClusters'>): string[] {
  return [...new Set([...clusterIds, ...formerClusters])];
}

const keyPrefix = 'key ';

export async function readRecord(name: string): Promise<EnvironmentRecord> {
  const item = (await readItem(name, 'file')) ?? {};
  const [secretArn, sha256] = [item.trustAnchor?.S, item.trustAnchorSha256?.S];
  return {
    environment: fileIn(item.file?.S),
    hash: item.hash?.S,
    requestedAt: item.requestedAt?.S,
    clusterId: item.clusterId?.S,
    clusterIds: [...new Set([...(item.clusterIds?.SS ?? []), ...(item.clusterId?.S ? [item.clusterId.S] : [])])],
    keyStoreId: item.keyStoreId?.S,
    keyArns: Object.fromEntries(
      Object.entries(item)
        .filter(([attribute]) => attribute.startsWith(keyPrefix))
        .map(([attribute, { S = '' }]) => [attribute.slice(keyPrefix.length), S]),
    ),
    trustAnchor: secretArn && sha256 ? { secretArn, sha256 } : undefined,
    tornDownAt: item.tornDownAt?.S,
    formerClusters: item.formerClusters?.SS ?? [],
    parking: parkingIn(item),
    copyRegions: item.copyRegions?.SS ?? [],
  };
}

/**
 * Undefined for a file that another version has taken and this one does not, or that somebody has edited: a run that brings a file is not
 * to fail for it, nor what looks at every environment for one of them.
 */
export function fileIn(text = 'null'): Environment | undefined {
  const file = Environment.safeParse(jsonValue(text));
  return file.success ? file.data : undefined;
}

/** Whether an item says that what stood is gone, and nobody has asked for it since. */
export function isTornDown({ tornDownAt, requestedAt }: Record<string, AttributeValue>): boolean {
  return tornDownAt?.S !== undefined && Date.parse(tornDownAt.S) > Date.parse(requestedAt?.S ?? '');
}

/** Whether an item says that a cluster of it stands. */
export function isStanding(item: Record<string, AttributeValue>): boolean {
  return item.clusterId !== undefined && !isTornDown(item);
}

/** The record of an environment whose file is there. */
export type RecordWithFile = EnvironmentRecord & { environment: Environment };

/**
 * The record, with the environment file as it was last asked for: steps get an environment's name and read it here, since a state
 * machine's input stands in its parent's results.
 *
 * @throws LifecycleError InvalidEnvironment where no file is on record
 */
export async function recordWithFile(name: string): Promise<RecordWithFile> {
  const record = await readRecord(name);
  const { environment } = record;
  if (environment) return { ...record, environment };
  throw new LifecycleError('InvalidEnvironment', {
    doing: 'reading the environment file',
    to: `environment ${name}`,
    problem: record.hash ? 'the file on record is not of a form that this version knows' : `no file of it is on record${here()}`,
    remedy: `${record.hash ? '' : 'where it has another name, or lives in another region, ask for that one (`npx hsm list` shows those that are here); where it is to be, '}provision it once with its environment file: \`npx hsm init --name ${name}\` writes ${name}.json from what stands of it and what the account has, and \`npx hsm provision -f ${name}.json\` provisions it`,
  });
}

function here(): string {
  return process.env.AWS_REGION ? ` in ${process.env.AWS_REGION}` : '';
}

/** The environment file alone. Throws as `recordWithFile`. */
export async function environmentOnRecord(name: string): Promise<Environment> {
  return (await recordWithFile(name)).environment;
}

/** Keeps the file that is asked for, and where it and the one before ask for copies. The caller holds the lease. */
export async function recordFile(environment: Environment, hash: string, requestedAt: string): Promise<void> {
  const set = { file: { S: JSON.stringify(environment) }, hash: { S: hash }, requestedAt: { S: requestedAt } };
  await changeItem(environment.name, 'file', (item) => {
    const before = fileIn(item.file?.S);
    const regions = [environment, before].flatMap((file) => (file ? regionsNamed(file) : []));
    // every run asks anew for the file that stands
    const begins = before === undefined || toBring(environment) !== toBring(before);
    return {
      set: { ...set, ...(begins && { copiesAskedAt: { S: requestedAt } }) },
      ...(regions.length > 0 && { add: { copyRegions: [...new Set(regions)] } }),
    };
  });
}

/** What is to be in other regions, and whose secrets. */
function toBring(environment: Environment): string {
  const { cryptoUsers, admins, keyStore } = environment;
  return JSON.stringify([regionsNamed(environment), cryptoUsers, admins, keyStore !== undefined]);
}

/** No copy stands in any of them any more. */
export async function forgetCopyRegions(name: string): Promise<void> {
  await changeItem(name, 'file', ({ copyRegions }) => (copyRegions ? { remove: ['copyRegions'] } : undefined));
}

export async function recordCluster(name: string, clusterId: string): Promise<void> {
  await changeItem(name, 'file', (item) => ({
    set: { clusterId: { S: clusterId } },
    add: { clusterIds: [...new Set([clusterId, item.clusterId?.S ?? clusterId])] },
  }));
}

/** The cluster goes: nobody shall look for it any more. */
export async function forgetCluster(name: string, clusterId: string): Promise<void> {
  await changeItem(name, 'file', (item) => (item.clusterId?.S === clusterId ? { remove: ['clusterId'] } : undefined));
}

/**
 * What stood is gone: requests of before count no more. File, trust anchor and secrets stay, for its backups.
 *
 * @param now ISO 8601: the state machine's time
 */
export async function recordTeardown(name: string, now: string): Promise<void> {
  await changeItem(name, 'file', (item) => {
    const gone = Object.keys(item).filter(
      (attribute) => ['clusterId', 'keyStoreId', 'parking'].includes(attribute) || attribute.startsWith(keyPrefix),
    );
    const { clusterId } = item;
    return { set: { tornDownAt: { S: now } }, ...(clusterId?.S && { add: { formerClusters: [clusterId.S] } }), remove: gone };
  });
}

/** Another key store than before has none of the keys of before. */
export async function recordKeyStore(name: string, keyStoreId: string): Promise<void> {
  await changeItem(name, 'file', (item) => {
    if (item.keyStoreId?.S === keyStoreId) return undefined;
    return { set: { keyStoreId: { S: keyStoreId } }, remove: Object.keys(item).filter((attribute) => attribute.startsWith(keyPrefix)) };
  });
}

export async function recordKey(name: string, key: string, keyArn: string): Promise<void> {
  await changeItem(name, 'file', () => ({ set: { [`${keyPrefix}${key}`]: { S: keyArn } } }));
}

export async function forgetTrustAnchor(name: string): Promise<void> {
  await changeItem(name, 'file', () => ({ remove: ['trustAnchor', 'trustAnchorSha256'] }));
}

export async function recordTrustAnchor(name: string, { secretArn, sha256 }: { secretArn: string; sha256: string }): Promise<void> {
  await changeItem(name, 'file', () => ({ set: { trustAnchor: { S: secretArn }, trustAnchorSha256: { S: sha256 } } }));
}
