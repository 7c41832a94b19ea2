import { backupsOf } from '../cloudhsm/backup.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import type { Environment } from '../environment/environment.ts';
import { keysInStore } from '../key-store/keys-in-store.ts';
import type { KmsKey } from '../key-store/kms-key.ts';
import { usually } from './duration.ts';
import type { Found } from './found.ts';
import { change, keep, type Planned, type PlanOf, remove, removeForGood } from './planned.ts';
import { billed, total } from './scaling.ts';
import { leftAlone } from './untagged.ts';

export const planTeardown: PlanOf = async (environment, found, { scheduleKeyDeletion, cancel, deleteBackups }) => {
  if (found.untagged) return leftAlone(environment, found.untagged);
  const keys = found.keyStore ? await keysInStore(found.keyStore.id) : [];
  if (cancel) return onlyKeys(environment, found, keys, (key) => change('key: taken back from its deletion', key.keyArn));
  if (keys.length > 0 && scheduleKeyDeletion) {
    return onlyKeys(environment, found, keys, (key) =>
      removeForGood(`key, in ${scheduleKeyDeletion as number} days; until then it can be taken back`, key.keyArn),
    );
  }
  const { cluster, keyStore } = found;
  const backups = cluster ? (await backupsOf(cluster.clusterId)).filter(({ state }) => state === 'READY') : [];
  const secrets = Object.entries(found.users);
  const gone = deleteBackups ? removeForGood : keep;
  return {
    changes: [
      ...keys.map((key) => keep(`key, which is ${key.state}`, key.keyArn)),
      ...(keyStore ? [removeForGood('key store', keyStore.id)] : []),
      ...(cluster ? liveHsms(cluster) : []).map(({ hsmId, availabilityZone }) =>
        remove(`HSM in ${availabilityZone}, after a backup`, hsmId),
      ),
      ...(cluster ? [removeForGood('cluster', cluster.clusterId)] : []),
      remove('alarms, dashboard and metric filters of its audit log'),
      ...backups.map(({ id, createdAt }) => gone(`backup of ${createdAt}`, id)),
      ...secrets.map(([user, arn]) => gone(`secret of ${user}`, arn)),
    ],
    seconds: cluster
      ? total([usually('disconnectKeyStore'), 2 * usually('deleteHsm'), 2 * usually('createBackup'), usually('deleteCluster')])
      : 0,
    billed: { hsms: 0, keys: 0 },
    problems: keys.length > 0 ? [inUse(environment, keys)] : [],
  };
};

function onlyKeys(
  environment: Environment,
  { cluster }: Found,
  keys: KmsKey[],
  changed: (key: KmsKey) => ReturnType<typeof change>,
): Planned {
  return {
    changes: [...keys.map(changed), ...(cluster ? [keep('cluster and HSMs', cluster.clusterId)] : [])],
    seconds: 0,
    billed: billed(environment, cluster ? liveHsms(cluster).length : 0),
  };
}

function inUse({ name }: Environment, keys: KmsKey[]) {
  return {
    path: 'keyStore',
    problem: `the key store has ${keys.length} key${keys.length === 1 ? '' : 's'}, and what they encrypt would be lost`,
    remedy: `where nothing needs them any more, \`npx hsm teardown ${name} --schedule-key-deletion 30\`, and come back when they are gone`,
  };
}
