import type { Operation } from '../../../service/service.ts';
import { beginUpdate } from '../begin-update.ts';
import { checkCapabilities } from '../capabilities.ts';
import { givenParameters, type ParameterInput } from '../given-parameters.ts';
import { invalid } from '../refusals.ts';
import { onStack, passesRole } from '../resources.ts';
import { type SettingsInput, settingsOf } from '../settings.ts';
import { stackChanges } from '../stack-changes.ts';
import type { CloudFormationPlace } from '../state.ts';
import { type TemplateInput, templateText } from '../template-source.ts';
import { checkUpdatable } from '../updatable.ts';

interface Input extends TemplateInput, SettingsInput {
  StackName: string;
  Parameters?: ParameterInput[];
  ClientRequestToken?: string;
}

/** @throws AwsError InsufficientCapabilitiesException, ValidationError */
export const updateStack: Operation<Input, CloudFormationPlace> = {
  refuses: [
    ...['RollbackConfiguration', 'ResourceTypes', 'StackPolicyBody', 'StackPolicyURL', 'StackPolicyDuringUpdateBody'],
    ...['StackPolicyDuringUpdateURL', 'DisableRollback', 'RetainExceptOnCreate'],
  ],
  ignores: ['DisableValidation'],
  resources: onStack,
  passes: passesRole,
  async run(input, { place, caller }) {
    const { engine } = place.cloudformation;
    const { ClientRequestToken: token } = input;
    const stack = place.cloudformation.find(input.StackName);
    if (!stack) throw invalid(`Stack [${input.StackName}] does not exist`);
    if (token !== undefined && stack.token === token) return { StackId: stack.id };
    checkUpdatable(stack);
    const settings = settingsOf(input, stack);
    const text = await templateText(place, input, caller, stack);
    const summary = engine.summary(text);
    checkCapabilities(summary, input.Capabilities);
    const plan = await engine.plan(stack, { text, given: givenParameters(input.Parameters, summary, stack) });
    if (!stackChanges(engine, stack, plan, settings.tags).isNew) throw invalid('No updates are to be performed.');
    beginUpdate(place, stack, { plan, settings, token });
    return { StackId: stack.id };
  },
};
