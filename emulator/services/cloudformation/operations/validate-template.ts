import type { Operation } from '../../../service/service.ts';
import { describedParameter, describedTemplate } from '../described-template.ts';
import type { CloudFormationPlace } from '../state.ts';
import { type TemplateInput, templateText } from '../template-source.ts';

/** What a template is made of; whether it can be deployed is said where a stack is made of it. */
export const validateTemplate: Operation<TemplateInput, CloudFormationPlace> = {
  async run(input, { place, caller }) {
    const summary = place.cloudformation.engine.summary(await templateText(place, input, caller));
    return { Parameters: summary.parameters.map(describedParameter), ...describedTemplate(summary) };
  },
};
