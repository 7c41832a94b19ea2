import type { Operation } from '../../../service/service.ts';
import { invalid } from '../refusals.ts';
import { onStack, onStackOf } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';

interface Input {
  StackName?: string;
  ChangeSetName?: string;
  TemplateStage?: 'Original' | 'Processed';
}

/** No transform changes a template here: both stages are as it was given. */
export const getTemplate: Operation<Input, CloudFormationPlace> = {
  resources: ({ StackName, ChangeSetName }, place) =>
    ChangeSetName === undefined ? onStack({ StackName }, place) : onStackOf({ ChangeSetName, StackName }, place),
  run({ StackName, ChangeSetName }, { place: { cloudformation } }) {
    if (StackName === undefined && ChangeSetName === undefined) throw invalid('StackName is required if ChangeSetName is not specified.');
    if (StackName === undefined && !ChangeSetName!.startsWith('arn:')) throw invalid('StackName is a required parameter.');
    const TemplateBody =
      ChangeSetName === undefined
        ? cloudformation.stack(StackName!).templateText()
        : cloudformation.changeSet({ ChangeSetName, StackName }).changeSet.text;
    return { TemplateBody, StagesAvailable: ['Original', 'Processed'] };
  },
};
