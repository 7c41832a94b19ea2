import type { Operation } from '../../../service/service.ts';
import { describedEvent } from '../description.ts';
import { page } from '../page.ts';
import { invalid } from '../refusals.ts';
import { onStack } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

/** Newest first. */
export const describeStackEvents: Operation<{ StackName: string; NextToken?: string }, CloudFormationPlace> = {
  resources: onStack,
  run(input, { place: { cloudformation } }) {
    const stack = cloudformation.find(input.StackName);
    if (!stack) throw invalid(`Stack [${input.StackName}] does not exist`);
    const { items, NextToken } = page(stack.events.toReversed(), 'DescribeStackEvents', input);
    return { StackEvents: items.map((event) => describedEvent(stack, event)), NextToken };
  },
};
