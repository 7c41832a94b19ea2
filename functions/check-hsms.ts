import * as z from 'zod';
import { activeHsms, type Cluster, getCluster, liveHsms } from '../core/cloudhsm/cluster.ts';
import { hsmDegraded, hsmMissing } from '../core/cloudhsm/hsm-failures.ts';
import { unexpectedState } from '../core/cloudhsm/unexpected-state.ts';
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
  const [active, alive] = [activeHsms(cluster), liveHsms(cluster)];
  const degraded = cluster.hsms.filter(({ state }) => state === 'DEGRADED');
  if (degraded.length > 0 && active.length < wanted) throw hsmDegraded(clusterId, degraded);
  const timeToShow = elapsedSeconds(waiting) > usualDurations.createHsm.longest;
  if (alive.length < wanted && timeToShow) throw hsmMissing(clusterId, alive.length, wanted);
  const ready = active.length >= wanted && (cluster.state !== 'UNINITIALIZED' || showsEvidence(cluster));
  return { ...progress(waiting, ready, clusterId), clusterState: cluster.state, hsms: cluster.hsms };
});

/** CSR and hardware certificates come with the first HSM, and may be shown a moment later. */
function showsEvidence({ certificates }: Cluster): boolean {
  const { csr, hsm, awsHardware, manufacturerHardware } = certificates;
  return [csr, hsm, awsHardware, manufacturerHardware].every((pem) => pem);
}
