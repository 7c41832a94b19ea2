import { liveHsms } from '../cloudhsm/hsm.ts';
import { isNamed, planHsms } from '../cloudhsm/hsm-plan.ts';
import type { Environment } from '../environment/environment.ts';
import { hsmChanges } from './changes.ts';
import { usually } from './duration.ts';
import { failedHsmsProblems } from './failed-hsms.ts';
import type { Found } from './found.ts';
import { change, keep, type Planned, type PlanOf, remove } from './planned.ts';
import { unfinished } from './unfinished.ts';
import { unusableKeys } from './unusable-keys.ts';

export const planScaling: PlanOf = (environment, every, { hsms, zones: named }) => {
  if (hsms === 0) return planParking(every);
  const found = { ...every, zones: named ? every.zones.filter((zone) => isNamed(zone, named as string[])) : every.zones };
  const { cluster, keyStore } = found;
  const alive = cluster ? liveHsms(cluster) : [];
  const going = planHsms({ zones: found.zones, alive, count: environment.hsmCount, zonesToKeep: environment.keyStore ? 2 : 0 }).remove;
  const comingBack = alive.length === 0 && keyStore !== undefined;
  const changes = hsmChanges(environment, found).filter(({ id }) => !going.some(({ hsmId }) => hsmId === id));
  const removed = going.map(({ hsmId, availabilityZone }) => remove(`HSM in ${availabilityZone}`, hsmId));
  const made = changes.filter(({ action }) => action === 'create').length;
  const seconds = [
    made > 0 ? usually('createHsm') : 0,
    comingBack && made > 1 ? usually('createHsm') : 0,
    going.length > 0 ? usually('deleteHsm') : 0,
    comingBack ? usually('connectKeyStore') : 0,
  ];
  return {
    changes: [
      ...changes,
      ...removed,
      ...(comingBack ? [change('key store: connected again, with a new password of kmsuser', keyStore.id)] : []),
    ],
    seconds: total(seconds),
    billed: billed(environment, environment.hsmCount),
    problems: [...unfinished(found), ...(comingBack ? unusableKeys(environment, found) : [])],
  };
};

function planParking({ cluster, keyStore, keyArns }: Pick<Found, 'cluster' | 'keyStore' | 'keyArns'>): Planned {
  const alive = cluster ? liveHsms(cluster) : [];
  const connected = keyStore && keyStore.state !== 'DISCONNECTED' ? keyStore : undefined;
  return {
    changes: [
      ...(connected ? [change('key store: disconnected, and its keys cannot be used until it is scaled up', connected.id)] : []),
      ...alive.map(({ hsmId, availabilityZone }) => remove(`HSM in ${availabilityZone}`, hsmId)),
      ...(cluster ? [keep('cluster, with a READY backup of all that the HSMs held', cluster.clusterId)] : []),
    ],
    seconds: total(parkingSeconds(keyStore, alive.length)),
    billed: { hsms: 0, keys: Object.keys(keyArns).length },
    problems: failedHsmsProblems({ cluster }),
  };
}

/** The key store first, then one HSM and its backup, then the others with theirs. */
export function parkingSeconds(keyStore: Found['keyStore'], hsms: number): number[] {
  const goes = usually('deleteHsm') + usually('createBackup');
  return [keyStore && keyStore.state !== 'DISCONNECTED' ? usually('disconnectKeyStore') : 0, Math.min(hsms, 2) * goes];
}

export function billed({ keyStore }: Environment, hsms: number): Planned['billed'] {
  return { hsms, keys: keyStore?.keys.length ?? 0 };
}

export function total(seconds: number[]): number {
  return Math.round(seconds.reduce((sum, one) => sum + one, 0));
}
