import * as z from 'zod/mini';
import { readClusters } from '../core/audit/facts/read-hsms.ts';
import { readKeyStores } from '../core/audit/facts/read-key-stores.ts';
import { readEnvironments } from '../core/audit/facts/read-owners.ts';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { dynamodb } from '../core/aws/dynamodb.ts';
import { kms } from '../core/aws/kms.ts';
import { setting } from '../core/aws/setting.ts';
import { healthOf } from '../core/monitoring/health.ts';
import { publishHealth, publishLook } from '../core/monitoring/health-metrics.ts';
import { newestBackups } from '../core/monitoring/newest-backups.ts';
import { step } from '../core/step.ts';

const Input = z.object({ time: z.iso.datetime() });
const Output = z.object({ looked: z.number() });

/**
 * Looks at every environment on record and publishes what CloudWatch does not know. Each list is read once, however many there are; while
 * runs are at work on all of them, nothing is read but the record.
 */
export const handler = step(Input, Output, async ({ time }) => {
  const stage = setting('STAGE');
  const environments = await readEnvironments(dynamodb(), setting('ENVIRONMENTS_TABLE'));
  const settled = environments.filter(({ work, clusterId }) => work === undefined && clusterId !== undefined);
  publishLook(environments.length, stage, time);
  if (settled.length === 0) return { looked: 0 };
  const clusters = await readClusters(cloudhsm(), stage);
  const [backups, keyStores] = await Promise.all([
    newestBackups(
      cloudhsm(),
      settled.map(({ clusterId = '' }) => clusterId),
    ),
    settled.some(({ file }) => file?.keyStore) ? readKeyStores(kms()) : [],
  ]);
  const looked = healthOf({ environments: settled, clusters, keyStores, backups, now: time });
  for (const health of looked) publishHealth(health, stage, time);
  return { looked: looked.length };
});
