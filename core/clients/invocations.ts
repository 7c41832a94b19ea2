import { type CommandInvocation, GetCommandInvocationCommand, paginateListCommandInvocations } from '@aws-sdk/client-ssm';
import { ssm } from '../aws/ssm.ts';
import type { HostOutcome } from './host.ts';

const pending = new Set(['Pending', 'InProgress', 'Delayed', 'Cancelling']);
/** Systems Manager makes a host's invocation within seconds. */
const madeWithinSeconds = 120;

/** What has become of each host of a command so far; undefined for one at which it is still at work. */
export async function readInvocations(commandId: string, hosts: string[], elapsedSeconds: number): Promise<(HostOutcome | undefined)[]> {
  const made = new Map<string, CommandInvocation>();
  for await (const page of paginateListCommandInvocations({ client: ssm(), pageSize: 50 }, { CommandId: commandId })) {
    for (const one of page.CommandInvocations ?? []) made.set(one.InstanceId!, one);
  }
  const ended = hosts.every((id) => {
    const { Status } = made.get(id) ?? {};
    return Status ? !pending.has(Status) : elapsedSeconds > madeWithinSeconds;
  });
  // outputs are read once, when all have ended
  return Promise.all(hosts.map((id) => (ended ? outcomeOf(commandId, id, made.has(id)) : undefined)));
}

async function outcomeOf(commandId: string, id: string, made: boolean): Promise<HostOutcome | undefined> {
  const nothing = { id, changed: [], found: [] };
  if (!made) return { ...nothing, problem: 'Systems Manager has made no invocation of the command for it' };
  const read = await ssm()
    .send(new GetCommandInvocationCommand({ CommandId: commandId, InstanceId: id }))
    .catch((error: Error) => {
      if (error.name === 'InvocationDoesNotExist') return undefined;
      throw error;
    });
  // an answer of before: it is read again
  if (!read?.Status || pending.has(read.Status)) return undefined;
  const { StandardOutputContent: output = '', StandardErrorContent: errors = '' } = read;
  const told = [...output.matchAll(/^configure-host: (.*)$/gm)].map(([, line]) => line!);
  const changed = told.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length));
  const found = told.filter((line) => !line.startsWith(mark));
  const problem = problemOf(read.StatusDetails ?? read.Status, told, lastLines(errors) || lastLines(output));
  return { id, changed, found, problem };
}

const mark = 'changed: ';
/** The script's last word on a host that can use the cluster. */
const proven = 'the HSMs answer';

function problemOf(status: string, told: string[], words: string): string | null {
  if (status !== 'Success') return `${meanings[status] ?? status}${words ? `: ${words}` : ''}`;
  // a step that is skipped is a success too
  return told.at(-1) === proven ? null : `the script has not run to its end${words ? `: ${words}` : ''}`;
}

const meanings: Record<string, string> = {
  Failed: 'failed',
  DeliveryTimedOut: 'did not begin in time: its agent does not answer',
  ExecutionTimedOut: 'did not end in time',
  Undeliverable: 'could not be reached by Systems Manager',
  Cancelled: 'was cancelled by somebody',
  Terminated: 'was not begun, since others had failed',
};

/** The last lines of an output, as one. */
function lastLines(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/^configure-host: /, '').trim())
    .filter((line) => line !== '' && !/^failed to run commands: exit status/.test(line));
  return lines.slice(-3).join(' / ').slice(-600);
}
