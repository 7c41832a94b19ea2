import type { Operation } from '../../../service/service.ts';
import { listedResource } from '../description.ts';
import { invalid } from '../refusals.ts';
import { onStack } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

interface Input {
  StackName: string;
  LogicalResourceId: string;
}

export const describeStackResource: Operation<Input, CloudFormationPlace> = {
  resources: onStack,
  run({ StackName, LogicalResourceId }, { place: { cloudformation } }) {
    const stack = cloudformation.find(StackName);
    if (!stack) throw invalid(`Stack '${StackName}' does not exist`);
    const resource = stack.resources.get(LogicalResourceId);
    if (!resource || (resource.status === 'DELETE_COMPLETE' && !stack.deletedAt))
      throw invalid(`Resource ${LogicalResourceId} does not exist for stack ${StackName}`);
    return { StackResourceDetail: { StackName: stack.name, StackId: stack.id, ...listedResource(resource) } };
  },
};
