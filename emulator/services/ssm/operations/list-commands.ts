import type { Operation } from '../../../service/service.ts';
import { type CommandFilter, commandsAsked, passes } from '../commands/filters.ts';
import { shownCommand } from '../commands/shown.ts';
import { page } from '../page.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  CommandId?: string;
  InstanceId?: string;
  MaxResults?: number;
  NextToken?: string;
  Filters?: CommandFilter[];
}

/** Newest first. @throws AwsError InvalidFilterKey, InvalidNextToken */
export const listCommands: Operation<Input, SsmPlace> = {
  run(input, { place }) {
    const { CommandId, InstanceId, Filters = [] } = input;
    const commands = commandsAsked(place, CommandId)
      .filter(({ invocations }) => InstanceId === undefined || invocations.some(({ instanceId }) => instanceId === InstanceId))
      .filter((command) => passes(command, Filters));
    const { items, NextToken } = page(commands, 'ListCommands', input);
    return { Commands: items.map(shownCommand), NextToken };
  },
};
