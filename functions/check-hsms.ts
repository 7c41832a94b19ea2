import * as z from 'zod/mini';
import { activeHsms } from '../core/cloudhsm/active-hsms.ts';
import { type Cluster, getCluster } from '../core/cloudhsm/cluster.ts';
import { requireComing } from '../core/cloudhsm/hsm-failures.ts';
import { isClaimed, progressTo } from '../core/cloudhsm/life.ts';
import { csrUnstable } from '../core/pki/read-csr.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  clusterId: z.string(),
  wanted: z.int().check(z.minimum(1)),
  /** How often CloudHSM has replaced the first HSM while its CSR was being signed. */
  csrChanges: z.int(),
  /** Since when HSMs have failed or are missing, by the looks before. */
  brokenSince: z._default(z.nullable(z.iso.datetime()), null),
  waiting: Waiting,
});
const Output = z.extend(Progress, {
  /** It carries its certificate already. */
  claimed: z.boolean(),
  /** Of the ACTIVE HSMs, as are their ids. */
  addresses: z.array(z.string()),
  hsmIds: z.array(z.string()),
  brokenSince: z.nullable(z.iso.datetime()),
});

const mostCsrChanges = 3;

/** Looks at a cluster's HSMs once: ready when as many as wanted are ACTIVE, none joins, and the first of a new cluster shows what proves it. */
export const handler = step(Input, Output, async ({ clusterId, wanted, csrChanges, brokenSince, waiting }) => {
  if (csrChanges > mostCsrChanges) throw csrUnstable(clusterId, csrChanges);
  const cluster = await getCluster(clusterId);
  const settled = progressTo('created', cluster) === 'ready';
  const active = activeHsms(cluster);
  const broken = active.length < wanted ? requireComing(cluster, wanted, brokenSince, waiting.now) : null;
  const claimed = isClaimed(cluster);
  // users and policies that are changed while an HSM joins would miss on it for ever
  const joining = cluster.hsms.some(({ state }) => state === 'CREATE_IN_PROGRESS');
  const ready = settled && !joining && active.length >= wanted && (claimed || showsEvidence(cluster));
  const seen = `${active.length} of ${wanted} HSMs active`;
  return {
    ...progress(waiting, ready, clusterId),
    seen,
    claimed,
    addresses: active.map(({ ip }) => ip),
    hsmIds: active.map(({ hsmId }) => hsmId),
    brokenSince: broken,
  };
});

/** CSR and hardware certificates come with the first HSM, and may be shown a moment later. */
function showsEvidence({ certificates }: Cluster): boolean {
  const { csr, hsm, awsHardware, manufacturerHardware } = certificates;
  return [csr, hsm, awsHardware, manufacturerHardware].every((pem) => pem);
}
