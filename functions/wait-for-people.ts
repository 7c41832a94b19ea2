import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { sfn } from '../core/aws/sfn.ts';
import { freeLease, Lease } from '../core/record/lease.ts';
import { answerSince, recordWaiting, WaitingFor } from '../core/record/waiting-item.ts';
import { step } from '../core/step.ts';

const Input = z.object({ lease: Lease, waiting: WaitingFor, token: z.string() });
const Output = z.object({ answered: z.boolean() });

/**
 * Keeps the token until people answer, and gives the lease back: only now, so that whoever asks for the same meanwhile finds this run. An
 * answer may have come while no token was out: then the run goes on at once.
 */
export const handler = step(Input, Output, async ({ lease: { environment, intent, hash, holder }, waiting, token }) => {
  await recordWaiting(environment, intent, waiting, { token, execution: holder, hash });
  await freeLease(environment, holder);
  const answer = await answerSince(environment, intent, waiting.since);
  if (answer !== undefined) await sfn().send(new SendTaskSuccessCommand({ taskToken: token, output: answer }));
  return { answered: answer !== undefined };
});
