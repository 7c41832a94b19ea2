import type { Operation } from '../../../service/service.ts';
import { describedParameter, describedTemplate } from '../described-template.ts';
import { invalid } from '../refusals.ts';
import { onStack } from '../resources.ts';
import type { CloudFormationPlace } from '../state.ts';
import { type TemplateInput, templateText } from '../template-source.ts';

export const getTemplateSummary: Operation<TemplateInput & { StackName?: string }, CloudFormationPlace> = {
  refuses: ['StackSetName', 'CallAs', 'TemplateSummaryConfig'],
  resources: onStack,
  async run({ StackName, ...input }, { place, caller }) {
    const stack = StackName === undefined ? undefined : place.cloudformation.stack(StackName);
    if (stack?.status === 'REVIEW_IN_PROGRESS') throw invalid('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
    const summary = place.cloudformation.engine.summary(stack?.templateText() ?? (await templateText(place, input, caller)));
    return {
      Parameters: summary.parameters.map((parameter) => ({
        ...describedParameter(parameter),
        ParameterType: parameter.type,
        ParameterConstraints: parameter.allowedValues ? { AllowedValues: parameter.allowedValues } : {},
      })),
      ...describedTemplate(summary),
      ResourceTypes: [...new Set(summary.resourceTypes)],
      Version: summary.version,
      Metadata: summary.metadata,
    };
  },
};
