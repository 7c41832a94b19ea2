import type { Stack } from '../services/cloudformation/stack.ts';
import { makeResource, takeOutputs } from './creation.ts';
import { deleteStack, failedToDelete } from './delete-stack.ts';
import { deleteResources } from './deletion.ts';
import { importsOf } from './imports.ts';
import { inOrder } from './in-order.ts';
import { adopt, StackFailure, type StackRun, settledStack } from './stack-run.ts';
import type { TemplatePlan } from './template-plan.ts';

/** Makes a stack, or leaves it as its settings say where something cannot be made. @returns what stopped it */
export async function createStack(run: StackRun, plan: TemplatePlan): Promise<StackFailure | undefined> {
  const { stack, remembered } = run;
  adopt(run, plan);
  try {
    remembered.making = makeAll(run, plan).finally(() => {
      remembered.making = undefined;
    });
    await remembered.making;
  } catch (failure) {
    if (!(failure instanceof StackFailure)) throw failure;
    if (!isGoing(stack)) await undo(run, failure);
    return failure;
  }
  stack.imports = importsOf(plan.settled);
  stack.become('CREATE_COMPLETE');
  return undefined;
}

/** @throws StackFailure */
async function makeAll(run: StackRun, plan: TemplatePlan): Promise<void> {
  const { clock } = run.place;
  const begun = clock.now();
  const { timeoutInMinutes = Number.POSITIVE_INFINITY } = run.stack.settings;
  const stay = () => {
    if (isGoing(run.stack)) throw new StackFailure(['Resource creation cancelled']);
  };
  const check = () => {
    stay();
    if (clock.now() - begun > timeoutInMinutes * 60_000) throw new StackFailure(['Stack creation time exceeded the specified timeout']);
  };
  await inOrder(plan, (logicalId) => makeResource(run, plan, logicalId), check);
  stay();
  takeOutputs(run, plan);
}

/** Whether somebody has asked for its deletion. */
function isGoing({ status }: Stack): boolean {
  return status === 'DELETE_IN_PROGRESS';
}

async function undo(run: StackRun, { resource, reason, message }: StackFailure): Promise<void> {
  const { stack } = run;
  const { onFailure } = stack.settings;
  const why = resource ? reason : `${message}. `;
  if (onFailure === 'DO_NOTHING') return stack.become('CREATE_FAILED', why);
  if (onFailure === 'DELETE') {
    stack.become('DELETE_IN_PROGRESS', `${why}Delete requested by user.`);
    return deleteStack(run, []);
  }
  stack.become('ROLLBACK_IN_PROGRESS', `${why}Rollback requested by user.`);
  const settled = settledStack(run);
  const failed = await deleteResources(run, settled, (logicalId) => settled.resources.get(logicalId)?.deletionPolicy === 'Retain');
  stack.outputs = [];
  if (failed.length > 0) stack.become('ROLLBACK_FAILED', failedToDelete(failed));
  else stack.become('ROLLBACK_COMPLETE');
}
