import type { Operation } from '../../../service/service.ts';
import { describedResource } from '../description.ts';
import { invalid } from '../refusals.ts';
import { onStack } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

interface Input {
  StackName?: string;
  LogicalResourceId?: string;
  PhysicalResourceId?: string;
}

/** The first hundred of a stack, by which it may be named, or by what it has made. */
export const describeStackResources: Operation<Input, CloudFormationPlace> = {
  resources: onStack,
  run({ StackName, LogicalResourceId, PhysicalResourceId }, { place: { cloudformation } }) {
    if (StackName === undefined && PhysicalResourceId === undefined)
      throw invalid('You must specify either StackName or PhysicalResourceId.');
    const stack = StackName === undefined ? cloudformation.holderOf(PhysicalResourceId!) : cloudformation.find(StackName);
    if (!stack) throw invalid(`Stack with id ${StackName ?? PhysicalResourceId} does not exist`);
    const found = [...stack.resources.values()].filter(
      ({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId,
    );
    if (found.length === 0 && LogicalResourceId !== undefined)
      throw invalid(`Resource ${LogicalResourceId} does not exist for stack ${StackName ?? stack.name}`);
    return { StackResources: found.slice(0, 100).map((resource) => describedResource(stack, resource)) };
  },
};
