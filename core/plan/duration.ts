import { activeHsms } from '../cloudhsm/active-hsms.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import { hasAdmin, isClaimed } from '../cloudhsm/life.ts';
import type { Environment } from '../environment/environment.ts';
import { type Awaited, usualDurations } from '../waiting/usual-durations.ts';
import type { Found } from './found.ts';

/** The container of the task that sets up users is fetched and started, in seconds. */
export const taskSeconds = 90;

/** How long provisioning usually takes from what stands, in seconds: what AWS does one after the other. */
export function plannedSeconds({ hsmCount, keyStore }: Environment, { cluster, keyStore: standing }: Found): number {
  const alive = cluster ? liveHsms(cluster).length : 0;
  const awaited: (Awaited | false | undefined)[] = [
    !cluster && 'createCluster',
    alive === 0 && 'createHsm',
    !(cluster && isClaimed(cluster)) && 'initializeCluster',
    !(cluster && hasAdmin(cluster) === 'yes') && 'activateCluster',
    Math.max(alive, 1) < hsmCount && 'createHsm',
    keyStore && standing?.state !== 'CONNECTED' && 'connectKeyStore',
  ];
  const seconds = awaited.reduce((sum, one) => sum + (one ? usually(one) : 0), 0);
  const complete = cluster && activeHsms(cluster).length >= hsmCount && seconds === 0;
  return Math.round(seconds + (complete ? taskSeconds : 2 * taskSeconds));
}

export function usually(awaited: Awaited): number {
  const { shortest, longest } = usualDurations[awaited];
  return (shortest + longest) / 2;
}
