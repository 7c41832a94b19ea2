import type { Operation } from '../../../service/service.ts';
import { toldChanges } from '../change.ts';
import { page } from '../page.ts';
import { onStackOf } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

interface Input {
  ChangeSetName: string;
  StackName?: string;
  NextToken?: string;
  IncludePropertyValues?: boolean;
}

export const describeChangeSet: Operation<Input, CloudFormationPlace> = {
  resources: onStackOf,
  run(input, { place: { cloudformation } }) {
    const { stack, changeSet } = cloudformation.changeSet(input);
    const { settings, parameters } = changeSet;
    const { items, NextToken } = page(toldChanges(changeSet.changes, input.IncludePropertyValues === true), 'DescribeChangeSet', input);
    return {
      ChangeSetName: changeSet.name,
      ChangeSetId: changeSet.id,
      StackId: stack.id,
      StackName: stack.name,
      Description: changeSet.description,
      Parameters: parameters.length > 0 ? parameters : undefined,
      CreationTime: changeSet.createdAt,
      ExecutionStatus: changeSet.executionStatus,
      Status: changeSet.status,
      StatusReason: changeSet.reason,
      NotificationARNs: settings.notificationArns ?? [],
      RollbackConfiguration: {},
      Capabilities: settings.capabilities ?? [],
      Tags: settings.tags.length > 0 ? settings.tags : undefined,
      Changes: items.map((ResourceChange) => ({ Type: 'Resource', ResourceChange })),
      NextToken,
      IncludeNestedStacks: false,
    };
  },
};
