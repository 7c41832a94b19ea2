import * as z from 'zod/mini';
import { Announced, announced } from '../core/announced.ts';
import { zoneWarnings } from '../core/cloudhsm/zone-refusal.ts';
import { toldHere } from '../core/commands-here.ts';
import { provenNotice } from '../core/drill/drill.ts';
import { Problem } from '../core/environment/problem.ts';
import { intents } from '../core/intents.ts';
import { BodyResult, composeOutcome, Outcome } from '../core/outcome.ts';
import { doneBy } from '../core/record/create-notes.ts';
import { Lease, requireLastHolder } from '../core/record/lease.ts';
import { recordLook } from '../core/record/look.ts';
import { recordOutcome } from '../core/record/outcome-item.ts';
import { forgetAddresses } from '../core/record/parking.ts';
import { refusedZones } from '../core/record/refused-zones.ts';
import { forgetLeaving } from '../core/record/users.ts';
import { step } from '../core/step.ts';
import { usersSeenByTask } from '../core/users/users-seen-by-task.ts';

const Input = z.object({ lease: Lease, result: z.union([Announced, BodyResult]), warnings: z.array(Problem), now: z.iso.datetime() });
const Output = z.object({
  outcome: z.union([Outcome, z.looseObject({ intent: z.string(), outcome: z.enum(['SUCCEEDED', 'WAITING']) })]),
  detailType: z.string(),
  subject: z.string(),
  message: z.string(),
});

/** Reads what stands, puts it on record and into words: for the event, the notification and whoever started the workflow. */
export const handler = step(Input, Output, async ({ lease, result, warnings, now }) => {
  if (intents[lease.intent]?.lease !== 'none' && lease.environment) await requireLastHolder(lease);
  if ('announcement' in result) {
    const told = announced(lease, result, lease.environment ? await doneBy(lease) : undefined);
    // of an environment that lives in another region
    if ('drill' in result)
      await recordOutcome(lease.environment, lease.intent, { at: now, execution: lease.holder, outcome: told.outcome });
    return told;
  }
  const outcome = await composeOutcome(lease, result, [...warnings, ...zoneWarnings(await refusedZones(lease))].map(here));
  if (intents[lease.intent]?.makesHsms && outcome.cluster.hsms.length > 0) await forgetAddresses(lease.environment);
  if (lease.intent === 'provision') await forgetLeaving(lease.environment);
  await recordOutcome(lease.environment, lease.intent, { at: now, execution: lease.holder, outcome });
  const { cluster, keyStore, drill } = outcome;
  const seen = drill ? undefined : await usersSeenByTask(cluster.id, now);
  if (seen) await recordLook(lease.environment, seen);
  if (drill) return { outcome, detailType: 'Environment Changed', ...provenNotice(lease, drill) };
  const store = keyStore ? `, key store ${keyStore.id} ${keyStore.state}` : '';
  const provisioned = lease.intent === 'provision';
  const detailType = provisioned ? ('Environment Ready' as const) : ('Environment Changed' as const);
  return {
    outcome,
    detailType,
    subject: `CloudHSM environment ${lease.environment} ${provisioned ? 'is ready' : `has changed: ${lease.intent}`}`,
    message: `Cluster ${cluster.id} is ${cluster.state} with ${cluster.hsms.length} HSMs${store}. Execution: ${lease.holder}`,
  };
});

const here = ({ path, problem, remedy }: Problem): Problem => ({ path, problem: toldHere(problem), remedy: toldHere(remedy) });
