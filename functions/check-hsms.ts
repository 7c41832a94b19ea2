import * as z from 'zod';
import { activeHsms, type Cluster, getCluster, liveHsms } from '../core/cloudhsm/cluster.ts';
import { unexpectedState } from '../core/cloudhsm/unexpected-state.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { step } from '../core/step.ts';
import { elapsedSeconds, progress } from '../core/waiting/progress.ts';
import { usualDurations } from '../core/waiting/usual-durations.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  clusterId: z.string(),
  clusterStates: z.array(z.string()).describe('States of the cluster in which its HSMs come up; any other is an error.'),
  wanted: z.int().min(1),
  waiting: Waiting,
});
const Output = Progress.extend({
  clusterState: z.string(),
  hsms: z.array(z.object({ hsmId: z.string(), eniId: z.string(), ip: z.string(), availabilityZone: z.string(), state: z.string() })),
});

/** Looks at a cluster's HSMs once: ready when as many as wanted are ACTIVE, and the first of a new cluster shows what proves it. */
export const handler = step(Input, Output, async ({ clusterId, clusterStates, wanted, waiting }) => {
  const cluster = await getCluster(clusterId);
  if (!clusterStates.includes(cluster.state)) throw unexpectedState(cluster);
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
  const alive = liveHsms(cluster);
  if (alive.length < wanted && elapsedSeconds(waiting) > usualDurations.createHsm.longest) {
    throw new LifecycleError('HsmMissing', {
      doing: 'checking the HSMs',
      to: clusterId,
      problem: `CloudHSM lists ${alive.length} of ${wanted}, and has had the time to show the others`,
      remedy: 'start the workflow again: it creates what is missing; see in CloudTrail whether somebody deletes HSMs',
    });
  }
  const ready = active.length >= wanted && (cluster.state !== 'UNINITIALIZED' || showsEvidence(cluster));
  return { ...progress(waiting, ready, clusterId), clusterState: cluster.state, hsms: cluster.hsms };
});

/** CSR and hardware certificates come with the first HSM, and may be shown a moment later. */
function showsEvidence({ certificates }: Cluster): boolean {
  const { csr, hsm, awsHardware, manufacturerHardware } = certificates;
  return [csr, hsm, awsHardware, manufacturerHardware].every((pem) => pem);
}
