import * as z from 'zod';
import { activeHsms, getCluster } from '../core/cloudhsm/cluster.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({ clusterId: z.string(), wanted: z.int().min(1), waiting: Waiting });
const Output = Progress.extend({
  clusterState: z.string(),
  hsms: z.array(z.object({ hsmId: z.string(), eniId: z.string(), ip: z.string(), availabilityZone: z.string(), state: z.string() })),
});

/** Looks at a cluster's HSMs once: ready when as many as wanted are ACTIVE. */
export const handler = step(Input, Output, async ({ clusterId, wanted, waiting }) => {
  const cluster = await getCluster(clusterId);
  const degraded = cluster.hsms.filter(({ state }) => state === 'DEGRADED');
  const active = activeHsms(cluster);
  if (degraded.length > 0 && active.length < wanted) {
    const ids = degraded.map(({ hsmId, eniId }) => `${hsmId} (${eniId})`).join(', ');
    throw new LifecycleError('HsmDegraded', {
      doing: 'checking the HSMs',
      to: clusterId,
      problem: `${ids} is DEGRADED`,
      remedy: 'delete it with `aws cloudhsmv2 delete-hsm` and start the workflow again: it creates another',
    });
  }
  return { ...progress(waiting, active.length >= wanted, clusterId), clusterState: cluster.state, hsms: cluster.hsms };
});
