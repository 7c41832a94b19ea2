import type { Emulator } from '../../../emulator/emulator.ts';
import { request } from '../../local-aws.ts';

export interface Outcome {
  executionArn: string;
  status: string;
  output: any;
  error: string | undefined;
  cause: any;
  events: any[];
  /** The events' types in order. */
  types: string[];
  /** Virtual seconds from start to end. */
  seconds: number;
}

export const machineRole = 'arn:aws:iam::123456789012:role/machine';

/** Creates a machine, in JSONata if it does not say. @returns its ARN */
export async function createMachine(
  aws: Emulator,
  definition: { StartAt: string; States: object; TimeoutSeconds?: number; QueryLanguage?: string },
  options: { name?: string; roleArn?: string } = {},
): Promise<string> {
  const text = JSON.stringify({ QueryLanguage: 'JSONata', ...definition });
  const { name = `machine-${aws.home.states.machines.size}`, roleArn = machineRole } = options;
  const created = await request(aws, 'stepfunctions', 'CreateStateMachine', { name, definition: text, roleArn });
  return created.stateMachineArn;
}

export async function start(aws: Emulator, stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> {
  const started = await request(aws, 'stepfunctions', 'StartExecution', { stateMachineArn, input: JSON.stringify(input), name });
  return started.executionArn;
}

/** Waits for the end of an execution. */
export async function finish(aws: Emulator, executionArn: string): Promise<Outcome> {
  await aws.home.states.execution(executionArn).ended;
  const described = await request(aws, 'stepfunctions', 'DescribeExecution', { executionArn });
  const { events } = await request(aws, 'stepfunctions', 'GetExecutionHistory', { executionArn, maxResults: 1000 });
  return {
    executionArn,
    status: described.status,
    output: described.output === undefined ? undefined : JSON.parse(described.output),
    error: described.error,
    cause: described.cause,
    events,
    types: events.map(({ type }: { type: string }) => type),
    seconds: described.stopDate - described.startDate,
  };
}

/** Creates a machine of one block of states, runs it and waits for its end. */
export async function run(aws: Emulator, states: Record<string, object>, input: unknown = {}, QueryLanguage = 'JSONata'): Promise<Outcome> {
  const machine = await createMachine(aws, { QueryLanguage, StartAt: Object.keys(states)[0]!, States: states });
  return finish(aws, await start(aws, machine, input));
}

/** A task that invokes a function by `lambda:invoke`. */
export function invoking(functionArn: string, rest: object = { End: true }, payload: unknown = '{% $states.input %}') {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionArn, Payload: payload },
    ...rest,
  };
}

/** A task that waits for its token; the function gets `{ token }`. */
export function asking(functionArn: string, rest: object = { End: true }) {
  const arguments_ = { FunctionName: functionArn, Payload: { token: '{% $states.context.Task.Token %}' } };
  return { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Arguments: arguments_, ...rest };
}

/** The token that the last task of an execution waits with, once it waits and time stands still. @param member of its parameters */
export async function waitingToken(aws: Emulator, executionArn: string, member = 'Payload'): Promise<string> {
  await aws.home.clock.idle();
  const { events } = await request(aws, 'stepfunctions', 'GetExecutionHistory', { executionArn, reverseOrder: true });
  const scheduled = events.find(({ type }: { type: string }) => type === 'TaskScheduled');
  return JSON.parse(scheduled.taskScheduledEventDetails.parameters)[member].token;
}
