import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { removeMonitoring } from '../core/monitoring/remove.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, clusterIds: z.array(z.string()) });
const Output = z.object({});

/** Removes what watches the environment: it would go off while the environment goes. */
export const handler = step(Input, Output, async ({ environment, lease, clusterIds }) => {
  await holdLease(lease);
  await removeMonitoring(setting('STAGE'), environment, clusterIds);
  return {};
});
