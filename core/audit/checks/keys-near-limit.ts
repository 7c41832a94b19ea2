import { limitsOf } from '../../alarms/limits.ts';
import type { Check } from '../check.ts';
import { lastingClusters } from '../standing.ts';

export const keysNearLimit: Check = {
  id: 'keys-near-limit',
  title: 'the HSMs of a cluster are nearly full of keys',
  why: 'No key can be made where an HSM is full, session keys among them; a cluster holds what one HSM holds (https://docs.aws.amazon.com/cloudhsm/latest/userguide/limits.html).',
  remedy:
    'delete keys that nobody needs (`cloudhsm-cli key list`), close sessions that keep keys, or bring up another cluster: more HSMs hold no more keys',
  run: (facts) =>
    lastingClusters(facts).flatMap(({ id, environment, hsmType }) => {
      const newest = facts.figures?.find(({ clusterId }) => clusterId === id)?.periods[0];
      const { keys } = limitsOf(hsmType);
      const held = newest ? newest.tokenMost + newest.sessionMost : 0;
      if (held < Math.floor(keys * 0.75)) return [];
      return [{ resource: id, cluster: id, environment, evidence: `an HSM holds ${held} keys of ${keys}` }];
    }),
};
