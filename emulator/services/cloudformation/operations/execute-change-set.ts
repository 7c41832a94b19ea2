import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { beginUpdate } from '../begin-update.ts';
import { toldChanges } from '../change.ts';
import type { ChangeSet } from '../change-set.ts';
import { invalid } from '../refusals.ts';
import { onStackOf } from '../resources.ts';
import type { Stack } from '../stack.ts';
import type { CloudFormationPlace } from '../state.ts';
import { checkUpdatable, notUpdatable } from '../updatable.ts';

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
  async run(input, { place }) {
    const { cloudformation, clock } = place;
    const { ClientRequestToken: token } = input;
    const { stack, changeSet } = cloudformation.changeSet(input);
    const { settings, type, text, given } = changeSet;
    checkExecutable(stack, changeSet);
    if (type === 'UPDATE' && input.DisableRollback)
      throw invalid('DisableRollback of ExecuteChangeSet: not emulated for updates, which are taken back where they fail');
    // what stands may have changed since
    const plan = await cloudformation.engine.plan(stack, { text, given });
    // reading it may have taken time
    checkExecutable(stack, changeSet);
    changeSet.executionStatus = 'EXECUTE_COMPLETE';
    changeSet.changes = toldChanges(changeSet.changes, false);
    for (const other of stack.changeSets.values()) if (other !== changeSet) stack.changeSets.delete(other.id);
    stack.changeSetId = changeSet.id;
    if (type === 'CREATE') {
      stack.updatedAt = clock.date();
      stack.settings = input.DisableRollback ? { ...settings, onFailure: 'DO_NOTHING' } : settings;
      stack.initiate('CREATE_IN_PROGRESS', token);
      cloudformation.inBackground(stack, cloudformation.engine.create(stack, plan));
    } else beginUpdate(place, stack, { plan, settings, token });
    return {};
  },
};

/** @throws AwsError InvalidChangeSetStatusException, ValidationError */
function checkExecutable(stack: Stack, changeSet: ChangeSet): void {
  if (changeSet.executionStatus !== 'AVAILABLE' || changeSet.status !== 'CREATE_COMPLETE') throw notExecutable(changeSet);
  if (changeSet.type === 'UPDATE') checkUpdatable(stack);
  else if (stack.status !== 'REVIEW_IN_PROGRESS') throw notUpdatable(stack);
}

function notExecutable({ id, status, executionStatus }: ChangeSet): AwsError {
  const why = `ChangeSet [${id}] cannot be executed in its current status of [${status === 'CREATE_COMPLETE' ? executionStatus : status}]`;
  return new AwsError('InvalidChangeSetStatusException', why);
}
