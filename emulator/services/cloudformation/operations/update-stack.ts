import type { Operation } from '../../../service/service.ts';
import { beginUpdate } from '../begin-update.ts';
import { invalid } from '../refusals.ts';
import { type PlanInput, requestedPlan } from '../requested-plan.ts';
import { onStack, passesRole } from '../resources.ts';
import { type SettingsInput, settingsOf } from '../settings.ts';
import { stackChanges } from '../stack-changes.ts';
import type { CloudFormationPlace } from '../state.ts';
import { checkUpdatable } from '../updatable.ts';

interface Input extends PlanInput, SettingsInput {
  StackName: string;
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
    const { ClientRequestToken: token } = input;
    const stack = place.cloudformation.find(input.StackName);
    if (!stack) throw invalid(`Stack [${input.StackName}] does not exist`);
    if (token !== undefined && stack.token === token) return { StackId: stack.id };
    checkUpdatable(stack);
    const settings = settingsOf(input, stack);
    const { plan } = await requestedPlan(place, stack, input, caller, stack);
    if (!stackChanges(place.cloudformation.engine, stack, plan, settings.tags).isNew) throw invalid('No updates are to be performed.');
    beginUpdate(place, stack, { plan, settings, token });
    return { StackId: stack.id };
  },
};
