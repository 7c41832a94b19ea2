import type { Operation } from '../../../service/service.ts';
import { onStack } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

export const updateTerminationProtection: Operation<{ StackName: string; EnableTerminationProtection: boolean }, CloudFormationPlace> = {
  resources: onStack,
  run({ StackName, EnableTerminationProtection }, { place: { cloudformation } }) {
    const stack = cloudformation.stack(StackName);
    stack.terminationProtection = EnableTerminationProtection;
    return { StackId: stack.id };
  },
};
