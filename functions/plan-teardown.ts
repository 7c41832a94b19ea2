import * as z from 'zod/mini';
import type { Cluster } from '../core/cloudhsm/cluster.ts';
import { findCluster, seeUntagged } from '../core/cloudhsm/environment-cluster.ts';
import { environmentTag, lostTags, ofNobody } from '../core/cloudhsm/tags.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { findKeyStore, getKeyStore, type KeyStore } from '../core/key-store/key-store.ts';
import { keysInStore } from '../core/key-store/keys-in-store.ts';
import type { KmsKey } from '../core/key-store/kms-key.ts';
import { isLeftBehind } from '../core/key-store/left-behind.ts';
import { clustersOnRecord, readRecord } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** Days until the keys of the key store are deleted, where somebody wants that. */
  scheduleKeyDeletion: z.nullish(z.int()),
  /** Takes the keys back that are on their way to deletion. */
  cancel: z.nullish(z.boolean()),
  /** How often something of the record was looked for in vain. */
  looks: z.int(),
  now: z.iso.datetime(),
});
const Output = z.object({
  /** go: nothing holds the environment. */
  next: z.enum(['go', 'schedule key deletion', 'cancel key deletion']),
  /** Null where it is gone. */
  clusterId: z.nullable(z.string()),
  /** It and those of before its teardowns: whose backups may stand. */
  clusterIds: z.array(z.string()),
  /** Null where there is none. */
  keyStoreId: z.nullable(z.string()),
  /** ARNs of keys that are to be taken back from their deletion. */
  takeBack: z.array(z.string()),
});

/** So often is looked for what the record knows before it is taken to be gone: what is not seen would not be asked for its keys. */
const mostLooks = 5;

/**
 * Whether an environment may go. It may not while its key store has keys, also where their cluster is gone, since a backup brings it back:
 * whatever they encrypt would be lost. Their deletion is KMS's, by 7 days at the earliest, and can be taken back until then.
 */
export const handler = step(Input, Output, async ({ environment, lease, scheduleKeyDeletion, cancel, looks, now }) => {
  await holdLeaseAgain(lease, now);
  const record = await readRecord(environment);
  const cluster = await ownCluster(environment, record.clusterId, looks);
  const keyStore = await ownKeyStore(cluster, record.keyStoreId, looks);
  const found = {
    clusterId: cluster?.clusterId ?? null,
    clusterIds: [...new Set([...(cluster ? [cluster.clusterId] : []), ...clustersOnRecord(record)])].toSorted(),
    keyStoreId: keyStore?.keyStoreId ?? null,
    takeBack: [],
  };
  const keys = keyStore ? await keysInStore(keyStore.keyStoreId) : [];
  if (cancel) return { next: 'cancel key deletion' as const, ...found, takeBack: keys.filter(isGoing).map(({ keyArn }) => keyArn) };
  if (keys.length === 0) return { next: 'go' as const, ...found };
  if (!scheduleKeyDeletion) throw keysInUse(environment, keyStore!, keys, cluster !== undefined);
  return { next: 'schedule key deletion' as const, ...found };
});

function isGoing({ state }: KmsKey): boolean {
  return state === 'PendingDeletion';
}

async function ownCluster(environment: string, onRecord: string | undefined, looks: number): Promise<Cluster | undefined> {
  const cluster = await findCluster(environment);
  if (cluster) return cluster;
  const untagged = await seeUntagged(environment, onRecord);
  if (untagged) throw withoutTags(untagged, environment);
  if (onRecord && looks < mostLooks) throw notShown(onRecord, 'CloudHSM does not show the cluster');
  return undefined;
}

/**
 * That over its cluster, of which the list of all may be late; or the one that a cluster of before has left behind, also where another stands
 * by now: a restore that has not come to its end has not tied it to that one.
 */
async function ownKeyStore(cluster: Cluster | undefined, onRecord: string | undefined, looks: number): Promise<KeyStore | undefined> {
  const known = onRecord ? await getKeyStore(onRecord) : undefined;
  if (onRecord && !known && looks < mostLooks) throw notShown(onRecord, 'KMS does not show the key store');
  const over = cluster && (await findKeyStore(cluster.clusterId));
  if (over || !known) return over;
  return known.clusterId === cluster?.clusterId || (await isLeftBehind(known)) ? known : undefined;
}

function notShown(to: string, what: string): LifecycleError {
  return lateAnswer({ doing: 'looking whether the environment may go', to, problem: `${what} that the record knows` });
}

/** It is billed and may hold keys: it is not said to be gone. */
function withoutTags(cluster: Cluster, environment: string): LifecycleError {
  const { problem, remedy } = lostTags(cluster, environment);
  const others = `\`aws cloudhsmv2 tag-resource --resource-id ${cluster.clusterId} --tag-list Key=${environmentTag},Value=${ofNobody}\``;
  return new LifecycleError('ClusterMissing', {
    doing: 'tearing down',
    to: `environment ${environment}`,
    problem,
    remedy: `${remedy}, or, where it is to stay and be the environment's no more, say so (${others}), and start the teardown again`,
  });
}

function keysInUse(environment: string, { keyStoreId }: KeyStore, keys: KmsKey[], hasCluster: boolean): LifecycleError {
  const back = hasCluster
    ? ''
    : `, and where they are needed, \`npx hsm restore ${environment}\` brings their cluster back from its newest backup`;
  const shown = keys.slice(0, 10).map(({ keyArn, state }) => `${keyArn} (${state})`);
  return new LifecycleError('KeysInUse', {
    doing: 'tearing down',
    to: `environment ${environment}`,
    problem: `its key store ${keyStoreId} has ${keys.length} key${keys.length === 1 ? '' : 's'}: ${shown.join(', ')}${keys.length > shown.length ? ', …' : ''}`,
    remedy: keys.every(isGoing)
      ? `start it again when they are gone (\`aws kms describe-key --key-id ${keys[0]!.keyId}\` says when), or take them back: \`npx hsm teardown ${environment} --cancel\``
      : `where nothing that they encrypt is needed any more, \`npx hsm teardown ${environment} --schedule-key-deletion 30\`: that deletes them in 30 days, and can be taken back until then${back}; nothing was changed`,
  });
}
