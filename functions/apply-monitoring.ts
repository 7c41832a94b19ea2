import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { applyMonitoring } from '../core/monitoring/apply.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), clusterId: z.string() });
const Output = z.object({ alarms: z.number(), auditLog: z.boolean() });

/** Has the environment watched: alarms, counted lines of the audit log, a dashboard. */
export const handler = step(Input, Output, async ({ environment, clusterId }) => {
  const { hsmType } = await getCluster(clusterId);
  return applyMonitoring({ stage: setting('STAGE'), environment, clusterId, hsmType, topic: setting('ALARM_TOPIC') });
});
