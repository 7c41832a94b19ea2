import type { Operation } from '../../../service/service.ts';
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
      Parameters: summary.parameters.map(({ name, type, description, defaultValue, noEcho, allowedValues }) => ({
        ParameterKey: name,
        DefaultValue: defaultValue,
        ParameterType: type,
        NoEcho: noEcho,
        Description: description,
        ParameterConstraints: allowedValues ? { AllowedValues: allowedValues } : {},
      })),
      Description: summary.description,
      Capabilities: summary.capabilities.length > 0 ? summary.capabilities : undefined,
      CapabilitiesReason: summary.capabilitiesReason,
      ResourceTypes: [...new Set(summary.resourceTypes)],
      Version: summary.version,
      Metadata: summary.metadata,
      DeclaredTransforms: summary.transforms.length > 0 ? summary.transforms : undefined,
    };
  },
};
