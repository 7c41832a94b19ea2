import * as z from 'zod/mini';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { NamedHsm, sameHsm } from '../core/cloudhsm/hsm.ts';
import { requireLife } from '../core/cloudhsm/life.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({ clusterId: z.string(), hsms: z.array(NamedHsm), waiting: Waiting });

/** Looks once whether HSMs are gone: their addresses are free, and nothing of them is billed. */
export const handler = step(Input, Progress, async ({ clusterId, hsms, waiting }) => {
  const cluster = await getCluster(clusterId);
  requireLife(cluster);
  const there = cluster.hsms.filter(({ state }) => state !== 'DELETED');
  const left = hsms.filter((hsm) => there.some((one) => sameHsm(one, hsm)));
  return { ...progress(waiting, left.length === 0, clusterId), seen: `${hsms.length - left.length} of ${hsms.length} HSMs gone` };
});
