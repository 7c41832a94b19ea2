import type { Check } from '../check.ts';
import { lastingClusters } from '../standing.ts';

/** Fifteen minutes: HSMs of a cluster take a while until they hold the same. */
const periods = 3;

export const countsDiffer: Check = {
  id: 'counts-differ',
  title: 'the HSMs of a cluster do not hold the same',
  why: 'A key or user that misses on an HSM fails whenever that HSM is asked; AWS asks for an alarm on it (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-monitoring.html).',
  remedy:
    'for users, provision the environment again; for keys, `cloudhsm-cli key list --verbose` shows which have no full cluster-coverage: use each once, which brings it to the HSMs where it misses',
  run: (facts) =>
    lastingClusters(facts).flatMap(({ id, environment }) => {
      const last = facts.figures?.find(({ clusterId }) => clusterId === id)?.periods.slice(0, periods) ?? [];
      const [newest] = last;
      if (!newest || last.length < periods) return [];
      const differ = (most: 'tokenMost' | 'usersMost', least: 'tokenLeast' | 'usersLeast') => last.every((one) => one[most] !== one[least]);
      const told = [
        ...(differ('tokenMost', 'tokenLeast') ? [`hold between ${newest.tokenLeast} and ${newest.tokenMost} keys`] : []),
        ...(differ('usersMost', 'usersLeast') ? [`have room for between ${newest.usersLeast} and ${newest.usersMost} users`] : []),
      ];
      if (told.length === 0) return [];
      return [{ resource: id, cluster: id, environment, evidence: `for 15 minutes its HSMs ${told.join(' and ')}` }];
    }),
};
