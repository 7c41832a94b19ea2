import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { sfn } from '../core/aws/sfn.ts';
import { stillWanted } from '../core/people/still-wanted.ts';
import { freeLease, Lease, readLease } from '../core/record/lease.ts';
import { answeredSince, recordWaiting, WaitingFor } from '../core/record/waiting-item.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  lease: Lease,
  waiting: WaitingFor,
  token: z.string(),
  /** When the token was made. A run that waits since an earlier version does not say it. */
  now: z.optional(z.iso.datetime()),
});
const Output = z.object({ answered: z.boolean() });

/** Milliseconds after which it is looked again whether people are wanted: the body has looked itself. */
const freshFor = 600_000;

/**
 * Keeps the token until people answer, and gives the lease back: only now, so that whoever asks for the same meanwhile finds this run. An
 * answer may have come while no token was out: then the run goes on at once. So it does where a reminder finds that nobody is wanted any more, or can
 * answer, unless somebody else is at work on the environment: the body says why, makes what is missing, and asks anew. And so it does where
 * another run has taken its place, which it finds when it takes the lease.
 */
export const handler = step(
  Input,
  Output,
  async ({ lease: { environment, intent, hash, holder }, waiting, token, now = waiting.since }) => {
    const recorded = await recordWaiting(environment, intent, waiting, { token, execution: holder, hash, madeAt: now });
    if (recorded === 'late') return { answered: false };
    await freeLease(environment, holder);
    const isFresh = Date.parse(now) - Date.parse(waiting.since) < freshFor;
    const isInVain = async () => !isFresh && !(await readLease(environment, intent)) && !(await stillWanted(waiting));
    const goesOn = recorded === 'replaced' || (await isInVain());
    const answered = (await answeredSince(environment, intent, waiting.since)) || goesOn;
    if (answered) await sfn().send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }));
    return { answered };
  },
);
