import { AwsError } from '../../kernel/aws-error.ts';
import type { Route, StateMachine } from './machine.ts';
import { checkArn } from './names.ts';
import { partsOf } from './qualified-arn.ts';

/** By which version, and which alias, an execution is started; neither where it is the machine's newest revision. */
export interface StartedBy {
  versionArn?: string;
  aliasArn?: string;
}

export interface Startable extends StartedBy {
  machine: StateMachine;
}

/**
 * What an ARN of a machine, a version or an alias starts.
 *
 * @param draw a number in [0, 1), for an alias of two versions
 * @throws AwsError InvalidArn, StateMachineDoesNotExist
 */
export function startable(machines: ReadonlyMap<string, StateMachine>, arn: string, draw: () => number): Startable {
  checkArn(arn, 'stateMachine');
  const { machineArn, qualifier } = partsOf(arn);
  const machine = machines.get(machineArn);
  if (machine && qualifier === undefined) return { machine };
  const alias = machine?.published.aliases.find((one) => one.arn === arn);
  const versionArn = alias ? drawn(alias.routes, draw) : arn;
  const version = machine?.published.versions.find((one) => one.arn === versionArn);
  if (!version) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return { machine: version.machine, versionArn, ...(alias ? { aliasArn: arn } : {}) };
}

function drawn([first, second]: Route[], draw: () => number): string {
  return second && draw() * 100 >= first!.weight ? second.stateMachineVersionArn : first!.stateMachineVersionArn;
}
