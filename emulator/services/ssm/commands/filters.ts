import { AwsError } from '../../../kernel/aws-error.ts';
import type { SsmPlace } from '../state.ts';
import { type Command, type Invocation, standingOf } from './command.ts';

export interface CommandFilter {
  key: string;
  value: string;
}

/** Newest first; the one that is named, or all. */
export function commandsAsked({ ssm }: SsmPlace, commandId: string | undefined): Command[] {
  return [...ssm.commands.values()].toReversed().filter((command) => commandId === undefined || command.commandId === commandId);
}

/** Whether a command, or one of its invocations, passes all filters. @throws AwsError InvalidFilterKey */
export function passes(command: Command, filters: CommandFilter[], invocation?: Invocation): boolean {
  const status = invocation?.status ?? standingOf(command).Status;
  return filters.every(({ key, value }) => {
    if (key === 'InvokedAfter') return command.requestedAt.getTime() > Date.parse(value);
    if (key === 'InvokedBefore') return command.requestedAt.getTime() < Date.parse(value);
    if (key === 'Status') return status === value;
    if (key === 'DocumentName') return command.documentName === value;
    throw new AwsError('InvalidFilterKey', `The filter ${key} is not emulated`);
  });
}
