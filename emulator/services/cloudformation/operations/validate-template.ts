import type { Operation } from '../../../service/service.ts';
import type { CloudFormationPlace } from '../state.ts';
import { type TemplateInput, templateText } from '../template-source.ts';

/** What a template is made of; whether it can be deployed is said where a stack is made of it. */
export const validateTemplate: Operation<TemplateInput, CloudFormationPlace> = {
  async run(input, { place, caller }) {
    const summary = place.cloudformation.engine.summary(await templateText(place, input, caller));
    return {
      Parameters: summary.parameters.map(({ name, description, defaultValue, noEcho }) => ({
        ParameterKey: name,
        DefaultValue: defaultValue,
        NoEcho: noEcho,
        Description: description,
      })),
      Description: summary.description,
      Capabilities: summary.capabilities.length > 0 ? summary.capabilities : undefined,
      CapabilitiesReason: summary.capabilitiesReason,
      DeclaredTransforms: summary.transforms.length > 0 ? summary.transforms : undefined,
    };
  },
};
