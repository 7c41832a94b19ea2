import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { onStack } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

export const listChangeSets: Operation<{ StackName: string; NextToken?: string }, CloudFormationPlace> = {
  resources: onStack,
  run(input, { place: { cloudformation } }) {
    const stack = cloudformation.stack(input.StackName);
    // recorded: one that was executed is not told
    const { items, NextToken } = page(stack.unexecutedChangeSets, 'ListChangeSets', input);
    const Summaries = items.map(({ id, name, executionStatus, status, reason, createdAt, description }) => ({
      StackId: stack.id,
      StackName: stack.name,
      ChangeSetId: id,
      ChangeSetName: name,
      ExecutionStatus: executionStatus,
      Status: status,
      StatusReason: reason,
      CreationTime: createdAt,
      Description: description,
      IncludeNestedStacks: false,
    }));
    return { Summaries, NextToken };
  },
};
