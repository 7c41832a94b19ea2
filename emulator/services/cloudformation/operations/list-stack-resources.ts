import type { Operation } from '../../../service/service.ts';
import { listedResource } from '../description.ts';
import { page } from '../page.ts';
import { onStack } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

export const listStackResources: Operation<{ StackName: string; NextToken?: string }, CloudFormationPlace> = {
  resources: onStack,
  run(input, { place: { cloudformation } }) {
    const { items, NextToken } = page([...cloudformation.stack(input.StackName).resources.values()], 'ListStackResources', input);
    return { StackResourceSummaries: items.map(listedResource), NextToken };
  },
};
