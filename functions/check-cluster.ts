import * as z from 'zod';
import { getCluster, liveHsms } from '../core/cloudhsm/cluster.ts';
import { unexpectedState } from '../core/cloudhsm/unexpected-state.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  clusterId: z.string(),
  ready: z.array(z.string()).describe('States in which the wait is over.'),
  pending: z.array(z.string()).describe('States in which it goes on; any other is an error.'),
  waiting: Waiting,
});
const Output = Progress.extend({
  state: z.string(),
  securityGroupId: z.string(),
  availabilityZones: z.array(z.string()),
  liveHsms: z.array(z.string()),
});

/** Looks at the cluster once. */
export const handler = step(Input, Output, async ({ clusterId, ready, pending, waiting }) => {
  const cluster = await getCluster(clusterId);
  if (![...ready, ...pending].includes(cluster.state)) throw unexpectedState(cluster);
  const { state, securityGroupId } = cluster;
  return {
    ...progress(waiting, ready.includes(state), clusterId),
    state,
    securityGroupId,
    availabilityZones: Object.keys(cluster.subnetMapping).toSorted(),
    liveHsms: liveHsms(cluster).map(({ hsmId }) => hsmId),
  };
});
