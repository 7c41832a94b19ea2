import { limitsOf } from '../../alarms/limits.ts';
import type { Check } from '../check.ts';
import { lastingClusters } from '../standing.ts';

/** AWS's recommendation: Prescriptive Guidance, "Monitoring AWS CloudHSM". */
const leastRoom = 15;

export const usersNearLimit: Check = {
  id: 'users-near-limit',
  title: 'the HSMs of a cluster have little room for users',
  why: 'No user can be made where an HSM is full, and kmsuser is one (https://docs.aws.amazon.com/prescriptive-guidance/latest/monitoring-cloudhsm/operational-monitoring.html).',
  remedy: 'delete users that nobody needs: `cloudhsm-cli user list`, then `user delete` as admin',
  run: (facts) =>
    lastingClusters(facts).flatMap(({ id, environment, hsmType }) => {
      const newest = facts.figures?.find(({ clusterId }) => clusterId === id)?.periods[0];
      if (!newest || newest.usersLeast > leastRoom) return [];
      return [
        {
          resource: id,
          cluster: id,
          environment,
          evidence: `an HSM has room for ${newest.usersLeast} users, of ${limitsOf(hsmType).users}`,
        },
      ];
    }),
};
