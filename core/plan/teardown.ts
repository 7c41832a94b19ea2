import { setting } from '../aws/setting.ts';
import { type Backup, backupsOf } from '../cloudhsm/backup.ts';
import { seeCluster } from '../cloudhsm/cluster.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import { hasAdmin } from '../cloudhsm/life.ts';
import { regionsWithCopies } from '../copies/regions.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { isKeyOf } from '../key-store/find-kms-key.ts';
import { keysInStore } from '../key-store/keys-in-store.ts';
import type { KmsKey } from '../key-store/kms-key.ts';
import { leftWithoutCluster } from '../key-store/left-behind.ts';
import { monitoring } from './changes.ts';
import { usually } from './duration.ts';
import { failedHsmsProblems } from './failed-hsms.ts';
import type { Found } from './found.ts';
import { type Change, change, keep, type Planned, type PlanOf, remove, removeForGood } from './planned.ts';
import { billed, parkingSeconds, total } from './scaling.ts';

export const planTeardown: PlanOf = async (environment, found, { scheduleKeyDeletion, cancel, deleteBackups }) => {
  const left = found.keyStore ? undefined : (await leftWithoutCluster(found.keyStoreOnRecord))?.keyStoreId;
  const storeId = found.keyStore?.id ?? left;
  const keys = storeId ? await keysInStore(storeId) : [];
  if (cancel)
    return onlyKeys(environment, found, keys, (key) =>
      isGoing(key) ? change('key: taken back from its deletion', key.keyArn) : kept(key),
    );
  if (keys.length > 0 && scheduleKeyDeletion) {
    const goes = `key, in ${scheduleKeyDeletion as number} days; until then it can be taken back`;
    const planned = onlyKeys(environment, found, keys, (key) => (isGoing(key) ? kept(key) : removeForGood(goes, key.keyArn)));
    return { ...planned, problems: await keysOfOthers(environment, keys) };
  }
  const { cluster } = found;
  const alive = cluster ? liveHsms(cluster) : [];
  const backups = await backupsLeft(found);
  const secrets = Object.entries(found.users);
  const gone = deleteBackups ? removeForGood : keep;
  const regions = regionsWithCopies(environment, found.copyRegions ?? [], setting('AWS_REGION'));
  return {
    changes: [
      ...keys.map(kept),
      ...(storeId ? [removeForGood('key store', storeId)] : []),
      ...alive.map(({ hsmId, availabilityZone }) =>
        remove(`HSM in ${availabilityZone}${isUsed(cluster) ? ', after a backup' : ''}`, hsmId),
      ),
      ...(cluster ? [removeForGood('cluster', cluster.clusterId)] : []),
      remove(monitoring),
      ...backups.map(({ id, createdAt }) => gone(`backup of ${createdAt}`, id)),
      ...(deleteBackups ? regions.map((region) => removeForGood(`copies of backups in ${region}`)) : []),
      ...secrets.map(([user, arn]) => gone(`secret of ${user}`, arn)),
      ...(found.formerSecrets ?? []).map((arn) => gone('secret of a user of before', arn)),
    ],
    seconds: cluster
      ? total([...parkingSeconds(found.keyStore, alive.length), usually('deleteCluster')])
      : left
        ? usually('disconnectKeyStore')
        : 0,
    billed: { hsms: 0, keys: 0 },
    problems: [...(keys.length > 0 ? [inUse(environment, keys)] : []), ...(isUsed(cluster) ? failedHsmsProblems(found) : [])],
  };
};

/** What was scheduled before keeps its day. */
function isGoing({ state }: KmsKey): boolean {
  return state === 'PendingDeletion';
}

function kept({ state, keyArn, deletedAt }: KmsKey): Change {
  return keep(`key, which is ${state}${deletedAt ? ` and goes at ${deletedAt.toISOString()}` : ''}`, keyArn);
}

/** Whether it may hold anything that is backed up before it goes. */
function isUsed(cluster: Found['cluster']): boolean {
  return cluster !== undefined && hasAdmin(cluster) !== 'no';
}

/** Of its clusters, but those that stand and are somebody else's by now. */
async function backupsLeft({ cluster, clusterIds = [] }: Found): Promise<Backup[]> {
  const left: Backup[] = [];
  for (const id of clusterIds) if (id === cluster?.clusterId || !(await seeCluster(id))) left.push(...(await backupsOf(id)));
  return left.filter(({ state }) => state === 'READY');
}

function onlyKeys(environment: Environment, { cluster }: Found, keys: KmsKey[], changed: (key: KmsKey) => Change): Planned {
  return {
    changes: [...keys.map(changed), ...(cluster ? [keep('cluster and HSMs', cluster.clusterId)] : [])],
    seconds: 0,
    billed: billed(environment, cluster ? liveHsms(cluster).length : 0),
  };
}

/** They are theirs to delete. */
async function keysOfOthers({ name }: Environment, keys: KmsKey[]): Promise<Problem[]> {
  const foreign: string[] = [];
  for (const key of keys) if (!isGoing(key) && !(await isKeyOf(name, key))) foreign.push(key.keyArn);
  if (foreign.length === 0) return [];
  const problem = `the key store has keys that the environment has not made: ${foreign.join(', ')}`;
  return [{ path: 'keyStore', problem, remedy: 'whoever made them deletes them, where nothing that they encrypt is needed any more' }];
}

function inUse({ name }: Environment, keys: KmsKey[]) {
  return {
    path: 'keyStore',
    problem: `the key store has ${keys.length} key${keys.length === 1 ? '' : 's'}, and what they encrypt would be lost`,
    remedy: keys.every(isGoing)
      ? `come back when they are gone, or take them back: \`npx hsm teardown ${name} --cancel\``
      : `where nothing needs them any more, \`npx hsm teardown ${name} --schedule-key-deletion 30\`, and come back when they are gone`,
  };
}
