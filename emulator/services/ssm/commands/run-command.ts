import type { Instance } from '../../ec2/instance.ts';
import type { CommandDocument } from '../documents/document.ts';
import { isOnline } from '../hosts/managed-hosts.ts';
import type { ScriptEnd } from '../hosts/run-script.ts';
import type { SsmPlace } from '../state.ts';
import { asCount, type Command, hasEnded, type Invocation, type InvocationStatus, type StepResult } from './command.ts';
import { runStep } from './run-step.ts';

/** What a host keeps of a step's output. */
const longest = { stdout: 24_000, stderr: 8_000 };

interface Run {
  document: CommandDocument;
  values: Record<string, string>;
  instances: Instance[];
}

/** Runs a command on its hosts: so many at a time, until more have failed than may. */
export async function runCommand(place: SsmPlace, command: Command, run: Run): Promise<void> {
  const waiting = command.invocations.map((invocation, index): [Invocation, Instance] => [invocation, run.instances[index]!]);
  const most = asCount(command.maxErrors, waiting.length);
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [invocation, instance] = next;
      const failed = command.invocations.filter(({ status }) => status === 'Failed').length;
      if (command.cancelled) end(invocation, 'Cancelled');
      else if (failed > most) end(invocation, 'Failed', 'Terminated');
      else await runOnHost(place, command, run, { invocation, instance });
    }
  };
  const workers = Math.max(1, Math.min(asCount(command.maxConcurrency, waiting.length), waiting.length));
  await Promise.all(Array.from({ length: workers }, worker));
}

async function runOnHost(
  place: SsmPlace,
  command: Command,
  { document, values }: Run,
  { invocation, instance }: { invocation: Invocation; instance: Instance },
): Promise<void> {
  const { clock } = place;
  const label = `command ${command.commandId} on ${instance.instanceId}`;
  const start = clock.now();
  await clock.sleep(place.duration('deliverCommand', command.commandId, instance.instanceId), label);
  invocation.shown = true;
  if (hasEnded(invocation)) return;
  invocation.status = 'InProgress';
  invocation.statusDetails = 'InProgress';
  if (!isOnline(instance)) {
    // nobody works meanwhile: time passes for whoever waits
    await clock.sleep(command.timeoutSeconds, `${label}: its agent does not answer`, 'drive');
    if (!hasEnded(invocation)) end(invocation, 'TimedOut', 'DeliveryTimedOut');
    return;
  }
  invocation.startedAt = clock.date();
  for (const [index, step] of document.steps.entries()) {
    const result = invocation.steps[index]!;
    result.startedAt = clock.date();
    const done = await runStep(place, instance, { step, values, document, id: `${command.commandId}/${index}` });
    result.stdout = done.stdout.slice(0, longest.stdout);
    result.stderr = done.stderr.slice(0, longest.stderr);
    result.responseCode = done.exitCode;
    const usual = place.duration('runCommand', command.commandId, instance.instanceId, step.name);
    const seconds = done.hung ? done.limitSeconds : Math.min(done.limitSeconds, usual);
    await clock.sleep(seconds, label);
    place.work.record(label, start, clock.now());
    result.endedAt = clock.date();
    result.end = endOf(done);
    const { status, statusDetails } = result.end;
    if (hasEnded(invocation)) return;
    if (status !== 'Success') return end(invocation, status, statusDetails);
  }
  end(invocation, 'Success');
}

function endOf({ hung, exitCode }: ScriptEnd): NonNullable<StepResult['end']> {
  if (hung) return { status: 'TimedOut', statusDetails: 'ExecutionTimedOut' };
  const status = exitCode === 0 ? 'Success' : 'Failed';
  return { status, statusDetails: status };
}

function end(invocation: Invocation, status: InvocationStatus, details: string = status): void {
  invocation.status = status;
  invocation.statusDetails = details;
  invocation.shown = true;
}
