import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { ChangeSet } from '../change-set.ts';
import { invalid } from '../refusals.ts';
import { type PlanInput, requestedPlan } from '../requested-plan.ts';
import { onStack, passesRole } from '../resources.ts';
import { type SettingsInput, settingsOf } from '../settings.ts';
import type { Stack } from '../stack.ts';
import { stackChanges } from '../stack-changes.ts';
import type { CloudFormationPlace, CloudFormationState } from '../state.ts';
import { checkUpdatable } from '../updatable.ts';

interface Input extends PlanInput, SettingsInput {
  StackName: string;
  ChangeSetName: string;
  ChangeSetType?: 'CREATE' | 'UPDATE' | 'IMPORT';
  Description?: string;
  ClientToken?: string;
  OnStackFailure?: SettingsInput['OnFailure'];
}

const nothingNew = "The submitted information didn't contain changes. Submit different information to create a change set.";

/** @throws AwsError AlreadyExistsException, InsufficientCapabilitiesException, ValidationError */
export const createChangeSet: Operation<Input, CloudFormationPlace> = {
  refuses: ['RollbackConfiguration', 'ResourceTypes', 'ResourcesToImport', 'DeploymentMode'],
  // there are no nested stacks; what is looked at before is only what could not be done here anyway; and what would be imported is
  // refused by its name, which is taken, when it is to be made
  ignores: ['IncludeNestedStacks', 'DisableValidation', 'ImportExistingResources'],
  resources: onStack,
  passes: passesRole,
  async run(input, { place, caller }) {
    const { cloudformation } = place;
    const { StackName, ChangeSetName, ChangeSetType: type = 'UPDATE' } = input;
    if (type === 'IMPORT') throw invalid('Change sets of the type IMPORT are not emulated; docs/api-coverage.md lists what is');
    const wanted = () => standingFor(cloudformation, StackName, ChangeSetName, type);
    const standing = wanted();
    const settings = settingsOf({ ...input, OnFailure: input.OnStackFailure }, type === 'UPDATE' ? standing : undefined);
    checkName(standing, ChangeSetName);
    // what a transform makes is looked at in the change set
    const Capabilities = [...(input.Capabilities ?? []), 'CAPABILITY_AUTO_EXPAND'];
    const named = standing ?? { name: StackName, id: cloudformation.nextId(StackName) };
    const { text, given, plan } = await requestedPlan(place, named, { ...input, Capabilities }, caller, standing);
    // reading it may have taken time
    const found = wanted();
    checkName(found, ChangeSetName);
    const stack = found ?? review(cloudformation, StackName, { ...settings, tags: [], capabilities: undefined });
    const { changes, isNew } = stackChanges(cloudformation.engine, stack, plan, settings.tags);
    const id = place.arn(
      'cloudformation',
      `changeSet/${ChangeSetName}/${place.random.uuid('change set', stack.id, ChangeSetName, place.clock.now())}`,
    );
    const changeSet: ChangeSet = {
      id,
      name: ChangeSetName,
      type,
      description: input.Description,
      createdAt: place.clock.date(),
      settings,
      text,
      given,
      parameters: plan.parameters,
      changes,
      status: 'CREATE_PENDING',
      executionStatus: 'UNAVAILABLE',
    };
    stack.changeSets.set(id, changeSet);
    place.clock.after('drive', place.duration('createChangeSet', id), `change set ${ChangeSetName}`, () =>
      settle(changeSet, isNew || type === 'CREATE'),
    );
    return { Id: id, StackId: stack.id };
  },
};

/** The name of one that was executed is free again. @throws AwsError AlreadyExistsException */
function checkName(stack: Stack | undefined, wanted: string): void {
  if (stack?.unexecutedChangeSets.some(({ name }) => name === wanted))
    throw new AwsError('AlreadyExistsException', `ChangeSet ${wanted} already exists`);
}

function settle(changeSet: ChangeSet, isNew: boolean): void {
  if (!isNew) Object.assign(changeSet, { status: 'FAILED', reason: nothingNew });
  else {
    changeSet.status = 'CREATE_COMPLETE';
    if (changeSet.executionStatus === 'UNAVAILABLE') changeSet.executionStatus = 'AVAILABLE';
  }
}

/** The stack that a change set is for; undefined where it is to be made. */
function standingFor(
  cloudformation: CloudFormationState,
  StackName: string,
  ChangeSetName: string,
  type: 'CREATE' | 'UPDATE',
): Stack | undefined {
  const standing = cloudformation.find(StackName);
  if (type === 'UPDATE') {
    if (!standing) throw invalid(`Stack [${StackName}] does not exist`);
    checkUpdatable(standing);
    return standing;
  }
  if (standing && standing.status !== 'REVIEW_IN_PROGRESS')
    throw invalid(`Stack [${StackName}] already exists and cannot be created again with the changeSet [${ChangeSetName}].`);
  if (!standing && StackName.startsWith('arn:')) throw invalid(`Stack [${StackName}] does not exist`);
  return standing;
}

function review(cloudformation: CloudFormationState, name: string, settings: Stack['settings']): Stack {
  const stack = cloudformation.begin(name, settings);
  stack.initiate('REVIEW_IN_PROGRESS');
  return stack;
}
