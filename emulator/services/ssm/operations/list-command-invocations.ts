import type { Operation } from '../../../service/service.ts';
import { type CommandFilter, commandsAsked, passes } from '../commands/filters.ts';
import { shownInvocation } from '../commands/shown.ts';
import { page } from '../page.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  CommandId?: string;
  InstanceId?: string;
  MaxResults?: number;
  NextToken?: string;
  Filters?: CommandFilter[];
  Details?: boolean;
}

/** Newest commands first. One that was just sent has none yet. @throws AwsError InvalidFilterKey, InvalidNextToken */
export const listCommandInvocations: Operation<Input, SsmPlace> = {
  run(input, { place }) {
    const { CommandId, InstanceId, Filters = [], Details = false } = input;
    const invocations = commandsAsked(place, CommandId)
      .flatMap((command) => command.invocations.map((invocation) => ({ command, invocation })))
      .filter(({ invocation }) => invocation.shown && (InstanceId === undefined || invocation.instanceId === InstanceId))
      .filter(({ command, invocation }) => passes(command, Filters, invocation));
    const { items, NextToken } = page(invocations, 'ListCommandInvocations', input);
    return { CommandInvocations: items.map(({ command, invocation }) => shownInvocation(command, invocation, Details)), NextToken };
  },
};
