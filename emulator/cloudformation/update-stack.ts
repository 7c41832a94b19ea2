import type { StackSettings } from '../services/cloudformation/stack-settings.ts';
import { takeOutputs } from './creation.ts';
import { deleteLeftovers } from './deletion.ts';
import { unwanted } from './differences.ts';
import { importsOf } from './imports.ts';
import { inOrder } from './in-order.ts';
import { adopt, propertiesOf, StackFailure, type StackRun, settledStack } from './stack-run.ts';
import type { TemplatePlan } from './template-plan.ts';
import { Update } from './update.ts';

/**
 * Brings a stack to what a plan says, or back to what it was where that fails.
 *
 * @param settings of the stack where that succeeds
 * @returns what stopped it
 */
export async function updateStack(run: StackRun, plan: TemplatePlan, settings: StackSettings): Promise<StackFailure | undefined> {
  const { stack, remembered } = run;
  const before = settledStack(run);
  const update = new Update(run, plan, { settled: before, tags: stack.settings.tags }, { settled: plan.settled, tags: settings.tags });
  try {
    await inOrder(plan, (logicalId) => update.apply(logicalId));
    takeOutputs(run, plan);
  } catch (error) {
    if (!(error instanceof StackFailure)) throw error;
    await takeBack(run, update, error);
    return error;
  }
  const former = remembered.source.template.Resources;
  adopt(run, plan);
  stack.settings = settings;
  stack.imports = importsOf(plan.settled);
  stack.become('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  await deleteLeftovers(run, update.replaced, (logicalId) => former[logicalId]?.UpdateReplacePolicy === 'Retain');
  const gone = unwanted(stack, plan.settled);
  const leftovers = gone.map((resource) => ({ resource, properties: propertiesOf(before, resource.logicalId) }));
  await deleteLeftovers(run, leftovers, (logicalId) => (former[logicalId]?.DeletionPolicy ?? 'Delete') !== 'Delete');
  for (const { logicalId } of gone) stack.resources.delete(logicalId);
  stack.become('UPDATE_COMPLETE');
  return undefined;
}

async function takeBack(run: StackRun, update: Update, { reason }: StackFailure): Promise<void> {
  const { stack } = run;
  stack.become('UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const failed = await update.takeBack();
  if (failed.length > 0)
    return stack.become('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${failed.join(', ')}]. `);
  stack.become('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  await deleteLeftovers(run, update.made, () => false);
  for (const { resource: made } of update.made)
    if (stack.resources.get(made.logicalId)?.status.startsWith('DELETE_')) stack.resources.delete(made.logicalId);
  stack.become('UPDATE_ROLLBACK_COMPLETE');
}
