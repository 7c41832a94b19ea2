import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { ChangeSet } from '../change-set.ts';
import { onStackOf } from '../resources.ts';
import type { Stack } from '../stack.ts';
import type { CloudFormationPlace } from '../state.ts';

interface Input {
  ChangeSetName: string;
  StackName?: string;
  ClientRequestToken?: string;
  DisableRollback?: boolean;
}

/** @throws AwsError ChangeSetNotFoundException, InvalidChangeSetStatusException, ValidationError */
export const executeChangeSet: Operation<Input, CloudFormationPlace> = {
  refuses: ['RetainExceptOnCreate'],
  resources: onStackOf,
  async run(input, { place: { cloudformation, clock } }) {
    const { stack, changeSet } = cloudformation.changeSet(input);
    if (changeSet.executionStatus !== 'AVAILABLE' || changeSet.status !== 'CREATE_COMPLETE') throw notExecutable(changeSet);
    const { engine } = cloudformation;
    const { settings, type, text, given } = changeSet;
    // what stands may have changed since
    const plan = await engine.plan(stack, { text, given });
    changeSet.executionStatus = 'EXECUTE_COMPLETE';
    for (const other of stack.changeSets.values()) if (other !== changeSet) stack.changeSets.delete(other.id);
    stack.changeSetId = changeSet.id;
    const onFailure = input.DisableRollback ? 'DO_NOTHING' : settings.onFailure;
    take(stack, changeSet, { ...settings, onFailure, token: input.ClientRequestToken });
    stack.updatedAt = clock.date();
    if (type === 'CREATE') {
      stack.become('CREATE_IN_PROGRESS', 'User Initiated');
      cloudformation.inBackground(stack, engine.create(stack, plan));
    } else {
      stack.become('UPDATE_IN_PROGRESS', 'User Initiated');
      cloudformation.inBackground(stack, engine.update(stack, plan));
    }
    return {};
  },
};

function take(stack: Stack, { text, given }: ChangeSet, settings: Stack['settings']): void {
  Object.assign(stack, { settings, given, templateText: () => text });
}

function notExecutable({ id, status, executionStatus }: ChangeSet): AwsError {
  const why = `ChangeSet [${id}] cannot be executed in its current status of [${status === 'CREATE_COMPLETE' ? executionStatus : status}]`;
  return new AwsError('InvalidChangeSetStatusException', why);
}
