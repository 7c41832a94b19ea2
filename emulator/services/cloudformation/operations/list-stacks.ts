import type { Operation } from '../../../service/service.ts';
import { summarized } from '../description.ts';
import { page } from '../page.ts';
import type { CloudFormationPlace } from '../state.ts';

/** Newest first, those that were deleted in the last 90 days, too. */
export const listStacks: Operation<{ StackStatusFilter?: string[]; NextToken?: string }, CloudFormationPlace> = {
  run(input, { place: { cloudformation } }) {
    const { StackStatusFilter: wanted } = input;
    const found = cloudformation.all().filter(({ status }) => !wanted?.length || wanted.includes(status));
    const { items, NextToken } = page(found.toReversed(), 'ListStacks', input);
    return { StackSummaries: items.map(summarized), NextToken };
  },
};
