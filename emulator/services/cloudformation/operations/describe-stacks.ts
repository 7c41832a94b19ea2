import type { Operation } from '../../../service/service.ts';
import { describedStack } from '../description.ts';
import { page } from '../page.ts';
import { onStack } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

interface Input {
  StackName?: string;
  NextToken?: string;
}

/** All that are not deleted, or one, which may be deleted where its id names it. Of all, IAM is asked for cloudformation:ListStacks, too. */
export const describeStacks: Operation<Input, CloudFormationPlace> = {
  asks: (input, place) => {
    const described = { action: 'DescribeStacks', resources: onStack(input, place), about: input };
    return input.StackName === undefined ? [described, { action: 'ListStacks', resources: ['*'], about: input }] : [described];
  },
  run(input, { place: { cloudformation } }) {
    if (input.StackName !== undefined) return { Stacks: [describedStack(cloudformation.stack(input.StackName))] };
    const standing = cloudformation.all().filter(({ deletedAt }) => !deletedAt);
    const { items, NextToken } = page(standing.toReversed(), 'DescribeStacks', input);
    return { Stacks: items.map(describedStack), NextToken };
  },
};
