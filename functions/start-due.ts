import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { seeCluster } from '../core/cloudhsm/cluster.ts';
import { hasAdmin } from '../core/cloudhsm/life.ts';
import { due } from '../core/due/due.ts';
import { readScheduled } from '../core/due/read-scheduled.ts';
import { startDue } from '../core/due/start.ts';
import { failureKind } from '../core/errors/failure-kinds.ts';
import { serviceError } from '../core/errors/service-error.ts';
import { countFailure } from '../core/failures/failure-metric.ts';
import { logger } from '../core/log.ts';
import { noteSchedules } from '../core/record/schedules.ts';
import { step } from '../core/step.ts';

const Input = z.object({ time: z.iso.datetime() });
const Output = z.object({ looked: z.number(), started: z.array(z.string()) });

/**
 * Starts what environments are to have by the clock. The record is read by pages; no environment is asked after unless something of it
 * is due, and nothing is started on one that provisioning still makes: parking would take the HSM away whose CSR people are signing. One
 * whose start fails keeps no other from its own, and is tried again at the next look.
 */
export const handler = step(Input, Output, async ({ time }) => {
  const environments = await readScheduled();
  const started: string[] = [];
  const failures: unknown[] = [];
  for (const environment of environments) {
    const { name, clusterId } = environment;
    const { note, starts } = due(environment, time);
    try {
      for (const start of starts.length > 0 && (await isUnfinished(clusterId)) ? [] : starts) {
        await startDue(name, start);
        note[start.schedule] = start.started;
        started.push(`${name} ${start.schedule}`);
      }
      if (Object.keys(note).length > 0) await noteSchedules(name, note);
    } catch (error) {
      const failure = serviceError(error, { doing: 'starting what is due', to: `environment ${name}` }) as Error;
      logger.error(failure.message, { errorName: failure.name });
      // no run has failed that would tell people
      countFailure(failureKind(failure.name, 'FAILED'), setting('STAGE'), time);
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { looked: environments.length, started };
});

async function isUnfinished(clusterId: string): Promise<boolean> {
  const cluster = await seeCluster(clusterId);
  return cluster !== undefined && hasAdmin(cluster) === 'no';
}
