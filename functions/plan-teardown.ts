import { CancelKeyDeletionCommand, EnableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { Announced } from '../core/announced.ts';
import { kms } from '../core/aws/kms.ts';
import type { Cluster } from '../core/cloudhsm/cluster.ts';
import { findCluster, seeUntagged } from '../core/cloudhsm/environment-cluster.ts';
import { environmentTag, lostTags, ofNobody } from '../core/cloudhsm/tags.ts';
import { typedHere } from '../core/commands-here.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { billedOf } from '../core/failures/billed.ts';
import { isKeyOf } from '../core/key-store/find-kms-key.ts';
import { findKeyStore, getKeyStore, type KeyStore } from '../core/key-store/key-store.ts';
import { keysInStore } from '../core/key-store/keys-in-store.ts';
import type { KmsKey } from '../core/key-store/kms-key.ts';
import { isLeftBehind } from '../core/key-store/left-behind.ts';
import { clustersOnRecord, readRecord } from '../core/record/file.ts';
import { holdLease, holdLeaseAgain, Lease } from '../core/record/lease.ts';
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
  /** wait: keys are on their way to deletion. stop: they were taken back. go: nothing holds the environment. */
  next: z.enum(['wait', 'stop', 'go']),
  /** Null where it is gone. */
  clusterId: z.nullable(z.string()),
  /** It and those of before its teardowns: whose backups may stand. */
  clusterIds: z.array(z.string()),
  /** What is told where it does not go on. */
  told: z.nullable(Announced),
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
  const { clusterId: onRecord, keyStoreId: knownStore } = record;
  const cluster = await findCluster(environment);
  const untagged = cluster ? undefined : await seeUntagged(environment, onRecord);
  if (untagged) throw withoutTags(untagged, environment);
  if (!cluster && onRecord && looks < mostLooks) throw notShown(onRecord, 'CloudHSM does not show the cluster');
  const known = knownStore ? await getKeyStore(knownStore) : undefined;
  if (knownStore && !known && looks < mostLooks) throw notShown(knownStore, 'KMS does not show the key store');
  const keyStore = await ownKeyStore(cluster, known);
  const keys = keyStore ? await keysInStore(keyStore.keyStoreId) : [];
  const clusterId = cluster?.clusterId ?? null;
  const clusterIds = [...new Set([...(cluster ? [cluster.clusterId] : []), ...clustersOnRecord(record)])].toSorted();
  const of = { clusterId, clusterIds };
  const going = keys.filter(({ state }) => state === 'PendingDeletion');
  if (cancel) {
    await takeBack(going, lease);
    const takenBack = going.map(({ keyArn }) => keyArn);
    return { next: 'stop' as const, ...of, told: { ...told(lease, 'SUCCEEDED', `${going.length} keys were taken back`, null), takenBack } };
  }
  if (keys.length === 0) return { next: 'go' as const, ...of, told: null };
  if (!scheduleKeyDeletion) throw keysInUse(environment, keyStore!.keyStoreId, keys, going, cluster !== undefined);
  const used = keys.filter((key) => !going.includes(key));
  const foreign: KmsKey[] = [];
  for (const key of used) if (!(await isKeyOf(environment, key))) foreign.push(key);
  if (foreign.length > 0) throw keysOfOthers(environment, keyStore!.keyStoreId, foreign);
  await schedule(used, scheduleKeyDeletion, lease);
  const scheduled = Date.parse(now) + scheduleKeyDeletion * 86_400_000;
  // what was scheduled before keeps its day
  const until = new Date(Math.max(...going.map(({ deletedAt }) => deletedAt?.getTime() ?? scheduled), ...used.map(() => scheduled)));
  const what = `${keys.length} keys are deleted by ${until.toISOString()}; until then they can be taken back (\`npx hsm teardown ${environment} --cancel\`), and then \`npx hsm teardown ${environment}\` goes on`;
  const perHour = cluster ? billedOf(cluster).perHour : 0;
  const cost = perHour > 0 ? `USD ${perHour.toFixed(2)} an hour` : undefined;
  const meanwhile = cost ? `; meanwhile its HSMs cost ${cost} (\`npx hsm scale ${environment} --hsms 0\` parks it)` : '';
  return { next: 'wait' as const, ...of, told: told(lease, 'WAITING', what + meanwhile, until, cost) };
});

/**
 * That over its cluster, of which the list of all may be late; or the one that a cluster of before has left behind, also where another stands
 * by now: a restore that has not come to its end has not tied it to that one.
 */
async function ownKeyStore(cluster: Cluster | undefined, known: KeyStore | undefined): Promise<KeyStore | undefined> {
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

async function takeBack(keys: KmsKey[], lease: Lease): Promise<void> {
  for (const { keyId: KeyId } of keys) {
    await holdLease(lease);
    await kms().send(new CancelKeyDeletionCommand({ KeyId }));
    await kms().send(new EnableKeyCommand({ KeyId }));
  }
}

async function schedule(keys: KmsKey[], PendingWindowInDays: number, lease: Lease): Promise<void> {
  for (const { keyId: KeyId } of keys) {
    await holdLease(lease);
    await kms().send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
  }
}

function told({ environment, holder }: Lease, outcome: 'SUCCEEDED' | 'WAITING', message: string, until: Date | null, cost?: string) {
  return {
    announcement: {
      detailType: 'Environment Changed',
      subject: `CloudHSM environment ${environment}: teardown`,
      message: `${environment}: ${message}. Execution: ${holder}`,
    },
    outcome,
    ...(until && {
      waiting: {
        for: 'the deletion of keys',
        until: until.toISOString(),
        command: typedHere(`npx hsm teardown ${environment}`),
        ...(cost && { cost }),
      },
    }),
  };
}

function keysOfOthers(environment: string, keyStoreId: string, keys: KmsKey[]): LifecycleError {
  const commands = keys.map(({ keyId }) => `\`aws kms schedule-key-deletion --key-id ${keyId} --pending-window-in-days 30\``);
  return new LifecycleError('KeysInUse', {
    doing: 'scheduling the deletion of keys',
    to: `environment ${environment}`,
    problem: `its key store ${keyStoreId} has keys that the environment has not made: ${keys.map(({ keyArn }) => keyArn).join(', ')}`,
    remedy: `whoever made them deletes them, where nothing that they encrypt is needed any more (${commands.join(', ')}); then start the teardown again; nothing was changed`,
  });
}

function keysInUse(environment: string, keyStoreId: string, keys: KmsKey[], going: KmsKey[], hasCluster: boolean): LifecycleError {
  const back = hasCluster
    ? ''
    : `, and where they are needed, \`npx hsm restore ${environment}\` brings their cluster back from its newest backup`;
  const shown = keys.slice(0, 10).map(({ keyArn, state }) => `${keyArn} (${state})`);
  const all = going.length === keys.length;
  return new LifecycleError('KeysInUse', {
    doing: 'tearing down',
    to: `environment ${environment}`,
    problem: `its key store ${keyStoreId} has ${keys.length} key${keys.length === 1 ? '' : 's'}: ${shown.join(', ')}${keys.length > shown.length ? ', …' : ''}`,
    remedy: all
      ? `start it again when they are gone (\`aws kms describe-key --key-id ${keys[0]!.keyId}\` says when), or take them back: \`npx hsm teardown ${environment} --cancel\``
      : `where nothing that they encrypt is needed any more, \`npx hsm teardown ${environment} --schedule-key-deletion 30\`: that deletes them in 30 days, and can be taken back until then${back}; nothing was changed`,
  });
}
