import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { invalid } from '../refusals.ts';
import { type PlanInput, requestedPlan } from '../requested-plan.ts';
import { onStack, passesRole } from '../resources.ts';
import { type SettingsInput, settingsOf } from '../settings.ts';
import type { CloudFormationPlace } from '../state.ts';

interface Input extends PlanInput, SettingsInput {
  StackName: string;
  EnableTerminationProtection?: boolean;
  ClientRequestToken?: string;
}

/** @throws AwsError AlreadyExistsException, InsufficientCapabilitiesException, ValidationError */
export const createStack: Operation<Input, CloudFormationPlace> = {
  refuses: ['RollbackConfiguration', 'ResourceTypes', 'StackPolicyBody', 'StackPolicyURL', 'RetainExceptOnCreate'],
  // what is looked at before is only what could not be done here anyway
  ignores: ['DisableValidation'],
  resources: onStack,
  passes: passesRole,
  async run(input, { place, caller }) {
    const { cloudformation } = place;
    const { StackName, ClientRequestToken } = input;
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(StackName)) throw invalid(noName(StackName));
    const settings = settingsOf(input);
    const standing = cloudformation.find(StackName);
    if (standing && ClientRequestToken !== undefined && standing.token === ClientRequestToken) return { StackId: standing.id };
    const isTaken = () => (cloudformation.find(StackName)?.status ?? 'REVIEW_IN_PROGRESS') !== 'REVIEW_IN_PROGRESS';
    if (isTaken()) throw alreadyExists(StackName);
    const named = standing ?? { name: StackName, id: cloudformation.nextId(StackName) };
    const { plan } = await requestedPlan(place, named, input, caller);
    // reading it may have taken time
    if (isTaken() || cloudformation.find(StackName) !== standing) throw alreadyExists(StackName);
    const stack = standing ?? cloudformation.begin(StackName, settings);
    Object.assign(stack, { settings, terminationProtection: input.EnableTerminationProtection ?? false });
    stack.outdateChangeSets();
    stack.initiate('CREATE_IN_PROGRESS', ClientRequestToken);
    cloudformation.inBackground(stack, cloudformation.engine.create(stack, plan));
    return { StackId: stack.id };
  },
};

function alreadyExists(name: string): AwsError {
  return new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
}

function noName(name: string): string {
  const pattern = 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*';
  return `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: ${pattern}`;
}
