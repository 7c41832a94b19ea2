import * as z from 'zod/mini';
import { asAsked } from '../core/as-asked.ts';
import { activeHsms } from '../core/cloudhsm/active-hsms.ts';
import { type Cluster, getCluster } from '../core/cloudhsm/cluster.ts';
import { liveHsms } from '../core/cloudhsm/hsm.ts';
import { requireComing } from '../core/cloudhsm/hsm-failures.ts';
import { requireLife } from '../core/cloudhsm/life.ts';
import type { Environment } from '../core/environment/environment.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { parts } from '../core/parts.ts';
import { recordWithFile } from '../core/record/file.ts';
import { readStanding } from '../core/standing.ts';
import { step } from '../core/step.ts';
import { elapsedSeconds, progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  environment: z.string(),
  clusterId: z.string(),
  /** What the body has to leave as asked. */
  parts: z.array(z.enum(parts)),
  /** Since when HSMs have failed, are missing or stand beyond what is asked for, by the looks before. */
  brokenSince: z._default(z.nullable(z.iso.datetime()), null),
  waiting: Waiting,
});
const Output = z.extend(Progress, {
  /** Of the ACTIVE HSMs, as are their ids. */
  addresses: z.array(z.string()),
  hsmIds: z.array(z.string()),
  brokenSince: z.nullable(z.iso.datetime()),
});

/** A list may show for minutes what is gone; an HSM that has its ENI, failed ones too, goes by somebody's hand only: waiting longer is vain. */
const lateSeconds = 300;

/**
 * As asked for? Looks once at what stands, which may have failed since it was checked: CloudHSM replaces an HSM by itself, and a read
 * may be late. What is not as asked after the deadline ends the body, by name; HSMs beyond what is asked for, sooner.
 */
export const handler = step(Input, Output, async ({ environment: name, clusterId, parts: asked, brokenSince, waiting }) => {
  const record = await recordWithFile(name);
  const cluster = await getCluster(clusterId);
  requireLife(cluster);
  const standing = await readStanding(cluster, record, asked);
  const { missing, surplus } = asAsked(standing, record.environment, asked);
  const active = activeHsms(cluster);
  const { hsmCount } = record.environment;
  const wanted = asked.includes('hsms') && missing.length > 0;
  const beyond = missing.length === 0 && surplus.length > 0 && hsmsWithEni(cluster) > hsmCount;
  const beyondSince = beyond ? (brokenSince ?? waiting.now) : null;
  const broken = wanted ? requireComing(cluster, hsmCount, brokenSince, waiting.now) : beyondSince;
  const vain = beyondSince !== null && elapsedSeconds({ since: beyondSince, now: waiting.now }) > lateSeconds;
  if (vain || elapsedSeconds(waiting) > waiting.deadlineSeconds) requireAsAsked(cluster, record.environment, missing, surplus);
  const coming = asked.includes('hsms') && active.length < hsmCount ? `${active.length} of ${hsmCount} HSMs active` : undefined;
  const seen = coming ?? missing[0] ?? surplus[0];
  const ready = missing.length + surplus.length === 0;
  return {
    ...progress(waiting, ready, clusterId),
    seen,
    addresses: active.map(({ ip }) => ip),
    hsmIds: active.map(({ hsmId }) => hsmId),
    brokenSince: broken,
  };
});

/** One without an ENI yet may take another's place. */
function hsmsWithEni(cluster: Cluster): number {
  return new Set(liveHsms(cluster).flatMap(({ eniId }) => eniId || [])).size;
}

function requireAsAsked(cluster: Cluster, environment: Environment, missing: string[], surplus: string[]): void {
  const told = { doing: 'reading what stands', to: `environment ${environment.name}` };
  if (missing.length > 0) throw new LifecycleError('EnvironmentIncomplete', { ...told, problem: missing.join('; ') });
  if (surplus.length === 0) return;
  throw new LifecycleError('EnvironmentSurplus', { ...told, problem: surplus.join('; '), remedy: ridding(cluster, environment) });
}

function ridding(cluster: Cluster, { name, hsmCount }: Environment): string {
  const fewer = `\`npx hsm scale ${name} --hsms ${hsmCount}\``;
  return `write "hsmCount": ${liveHsms(cluster).length} into the file, or have what is too much removed (${fewer}), and start the workflow again`;
}
