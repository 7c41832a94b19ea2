import * as z from 'zod/mini';
import { deletionCommands } from '../core/cloudhsm/deletion-commands.ts';
import { toldHere } from '../core/commands-here.ts';
import { failureKind } from '../core/errors/failure-kinds.ts';
import { billedOf, billedWords } from '../core/failures/billed.ts';
import { explainFailure } from '../core/failures/explain-failure.ts';
import { finalCause } from '../core/failures/final-cause.ts';
import { type LeftStanding, readLeftStanding } from '../core/failures/left-standing.ts';
import type { Removal } from '../core/failures/removal.ts';
import { uncutCause } from '../core/failures/uncut-cause.ts';
import { createdBy } from '../core/record/create-notes.ts';
import { leaseItem } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Caught = z.object({ Error: z.optional(z.string()), Cause: z.optional(z.string()) });
const Input = z.object({
  /** What the state machine caught. */
  failure: Caught,
  lease: z.object({ environment: z.string(), intent: z.string(), holder: z.string() }),
  /** What became of removing what the run had created; null where its file asks for none. */
  removal: z.nullable(
    z.object({
      remaining: z.array(z.string()),
      kept: z.nullable(z.string()),
      /** What the state machine caught of the removal. */
      failure: z.nullable(Caught),
    }),
  ),
});
const Output = z.object({
  error: z.string(),
  cause: z.string(),
  /** Ids of what the run had created when it failed. */
  created: z.array(z.string()),
});

/** Turns what a state machine caught, from a function, a task or a child run, into the error and the cause that it fails with. */
export const handler = step(Input, Output, async ({ failure, lease, removal }) => {
  const explained = await explain(failure);
  const created = lease.environment === '' ? [] : await createdBy(lease);
  const standing = await standingNow(lease.environment, created);
  return {
    error: explained.error,
    cause: toldHere(
      finalCause({
        explained: explained.cause,
        removal: removal ? await removalTold(removal) : undefined,
        billed: standing.unread ?? billedWords(standing.clusters.map(billedOf)),
        keyStore: isItsOwn(explained.error, lease) ? standing.keyStore : undefined,
        deletion: standing.clusters.map(deletionCommands),
      }),
    ),
    created,
  };
});

/** Whether the run had the environment to itself: a drill leaves its key store as it is, and whoever is at work there speaks of it. */
function isItsOwn(error: string, lease: { intent: string }): boolean {
  return leaseItem(lease) === 'lease' && failureKind(error, 'FAILED') !== 'held';
}

async function explain({ Error: error = 'States.Unknown', Cause: cause = '' }: z.output<typeof Caught>) {
  return explainFailure(error, await uncutCause(cause));
}

async function removalTold({ remaining, kept, failure }: NonNullable<z.output<typeof Input>['removal']>): Promise<Removal> {
  return { remaining, kept: kept ?? undefined, stopped: failure ? (await explain(failure)).cause : undefined };
}

/** Why a run failed is told in any case: what stands cannot always be read, and what the run has made stands on record. */
async function standingNow(environment: string, created: string[]): Promise<LeftStanding & { unread?: string }> {
  try {
    return await readLeftStanding(environment);
  } catch (error) {
    const billed = created.filter((id) => /^(cluster|hsm)-/.test(id));
    const made = billed.length > 0 ? `; this run has made ${billed.join(', ')}` : '';
    const unread = `What stands and is billed could not be read (${(error as Error).name}: ${(error as Error).message})${made}`;
    return { clusters: [], keyStore: undefined, unread };
  }
}
