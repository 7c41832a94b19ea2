import * as z from 'zod/mini';
import { HostOutcome } from '../core/clients/host.ts';
import { readInvocations } from '../core/clients/invocations.ts';
import { step } from '../core/step.ts';
import { elapsedSeconds, progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({ commandId: z.string(), hosts: z.array(z.string()), waiting: Waiting });
const Output = z.extend(Progress, { outcomes: z.array(HostOutcome) });

/** Looks once whether the command has ended on every host, each of which is counted. */
export const handler = step(Input, Output, async ({ commandId, hosts, waiting }) => {
  const outcomes = (await readInvocations(commandId, hosts, elapsedSeconds(waiting))).filter((one) => one !== undefined);
  const told = progress(waiting, outcomes.length === hosts.length, commandId);
  return { ...told, outcomes: told.ready ? outcomes : [] };
});
