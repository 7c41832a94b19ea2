import { liveHsms } from '../cloudhsm/hsm.ts';
import { plannedChanges } from './changes.ts';
import { plannedSeconds, taskSeconds, usually } from './duration.ts';
import { failedHsmsProblems } from './failed-hsms.ts';
import { parkedProblems } from './parked.ts';
import { change, create, type PlanOf, remove } from './planned.ts';
import { billed, total } from './scaling.ts';
import { unfinished } from './unfinished.ts';
import { unusableKeys } from './unusable-keys.ts';

/** HSMs that failed go and come one after the other; what users differ in is seen by the run alone. */
export const planRepairing: PlanOf = (environment, found) => {
  const { cluster } = found;
  const alive = cluster ? liveHsms(cluster) : [];
  const failed = alive.filter(({ state }) => state === 'DEGRADED');
  const replaced = failed.slice(Math.max(0, alive.length - environment.hsmCount));
  const others = plannedChanges(environment, found).filter(({ id }) => !failed.some(({ hsmId }) => hsmId === id));
  return {
    changes: [
      ...failed.map(({ hsmId, availabilityZone }) => remove(`HSM in ${availabilityZone}, which is DEGRADED`, hsmId)),
      ...replaced.map(({ availabilityZone }) => create(`HSM in ${availabilityZone}`)),
      change('users that differ between the HSMs, or are locked; kmsuser only where the key store is disconnected'),
      ...others,
    ],
    seconds: total([
      failed.length * usually('deleteHsm'),
      replaced.length * usually('createHsm'),
      taskSeconds,
      plannedSeconds(environment, found),
    ]),
    billed: billed(environment, environment.hsmCount),
    problems: [
      ...unfinished(found),
      ...failedHsmsProblems(found),
      ...parkedProblems(environment, found),
      ...unusableKeys(environment, found),
    ],
  };
};
