import { liveHsms } from '../cloudhsm/hsm.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { keyStoreComing } from './changes.ts';
import { shownKey } from './declared-keys.ts';
import { usually } from './duration.ts';
import { failedHsmsProblems } from './failed-hsms.ts';
import { parkedProblems } from './parked.ts';
import { change, create, keep, type PlanOf } from './planned.ts';
import { billed, total } from './scaling.ts';
import { unfinished } from './unfinished.ts';
import { unusableKeys } from './unusable-keys.ts';

export const planConnecting: PlanOf = (environment, found) => {
  const { cluster, keyStore } = found;
  const hsms = cluster ? liveHsms(cluster).length : 0;
  const connected = keyStore?.state === 'CONNECTED';
  const declared = environment.keyStore?.keys ?? [];
  const made = keyStore || found.keyStoreToTie ? found.keyArns : {};
  return {
    changes: [
      ...(environment.keyStore && !keyStore ? [keyStoreComing(environment.keyStore, found)] : []),
      connected ? keep('key store, which is CONNECTED', keyStore.id) : change('key store: connected', keyStore?.id),
      ...(connected ? [] : [change('password of kmsuser, where KMS refuses the one that it has')]),
      ...declared.map(({ name }) => {
        const stands = shownKey(found.declaredKeys, name) ?? made[name];
        return stands ? keep(`key ${name}, which is proven`) : create(`key ${name}`);
      }),
    ],
    seconds: total([connected ? 0 : usually('connectKeyStore')]),
    billed: billed(environment, hsms),
    problems: [
      ...(environment.keyStore ? [] : [undeclared]),
      ...unfinished(found),
      ...parkedProblems(environment, found),
      ...failedHsmsProblems(found),
      ...(connected && hsms === 0 && !found.parking ? [withoutHsms(environment)] : []),
      ...unusableKeys(environment, found),
    ],
  };
};

export const planDisconnecting: PlanOf = (environment, { cluster, keyStore }) => {
  const goes = 'key store: disconnected, and no key of it can be used until it is connected again';
  const over = keyStore?.state === 'DISCONNECTED';
  return {
    changes: [
      ...(keyStore ? [over ? keep('key store, which is DISCONNECTED', keyStore.id) : change(goes, keyStore.id)] : []),
      ...(cluster ? [keep('cluster and HSMs, for whoever uses them directly', cluster.clusterId)] : []),
    ],
    seconds: keyStore && !over ? total([usually('disconnectKeyStore')]) : 0,
    billed: billed(environment, cluster ? liveHsms(cluster).length : 0),
    problems: cluster ? [] : [withoutCluster(environment)],
  };
};

const undeclared: Problem = {
  path: 'keyStore',
  problem: 'is not in the file of the environment',
  remedy: 'write it into the file and provision the environment',
};

/** KMS goes on saying CONNECTED over it. */
function withoutHsms({ name }: Environment): Problem {
  return {
    path: 'cluster',
    problem: 'it has no HSM',
    remedy: `\`npx hsm repair ${name}\` makes those that are missing, from the newest backup`,
  };
}

function withoutCluster({ name }: Environment): Problem {
  const remedy = `where it has had one, \`npx hsm restore ${name}\` brings it back from a backup; else there is nothing to disconnect`;
  return { path: 'cluster', problem: 'the environment has no cluster in this account and region', remedy };
}
