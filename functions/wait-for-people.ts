import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { sfn } from '../core/aws/sfn.ts';
import { answerSince, recordWaiting, WaitingFor } from '../core/record/waiting-item.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), intent: z.string(), waiting: WaitingFor, token: z.string(), execution: z.string() });
const Output = z.object({ answered: z.boolean() });

/** Keeps the token until people answer. An answer may have come while no token was out: then the run goes on at once. */
export const handler = step(Input, Output, async ({ environment, intent, waiting, token, execution }) => {
  await recordWaiting(environment, intent, waiting, { token, execution });
  const answer = await answerSince(environment, intent, waiting.since);
  if (answer !== undefined) await sfn().send(new SendTaskSuccessCommand({ taskToken: token, output: answer }));
  return { answered: answer !== undefined };
});
