import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onStackOf } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

/** What is not there is deleted already; a stack that it was to make stays in review. @throws AwsError ValidationError */
export const deleteChangeSet: Operation<{ ChangeSetName: string; StackName?: string }, CloudFormationPlace> = {
  resources: onStackOf,
  run(input, { place: { cloudformation } }) {
    try {
      const { stack, changeSet } = cloudformation.changeSet(input);
      stack.changeSets.delete(changeSet.id);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ChangeSetNotFoundException') throw error;
    }
    return {};
  },
};
