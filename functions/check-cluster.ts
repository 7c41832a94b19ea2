import * as z from 'zod/mini';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { progressTo } from '../core/cloudhsm/life.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  clusterId: z.string(),
  /** The stage that is waited for. */
  until: z.enum(['created', 'initialized', 'activated']),
  waiting: Waiting,
});
const Output = z.extend(Progress, { state: z.string(), availabilityZones: z.array(z.string()) });

/** Looks at the cluster once: what its state means is core/cloudhsm/life.ts's to say. */
export const handler = step(Input, Output, async ({ clusterId, until, waiting }) => {
  const cluster = await getCluster(clusterId);
  return {
    ...progress(waiting, progressTo(until, cluster) === 'ready', clusterId),
    state: cluster.state,
    availabilityZones: Object.keys(cluster.subnetMapping).toSorted(),
  };
});
