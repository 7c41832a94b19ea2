import type { StackSettings } from '../services/cloudformation/stack-settings.ts';
import { takeOutputs } from './creation.ts';
import { creationOrder } from './creation-order.ts';
import { deleteLeftovers, type Leftover } from './deletion.ts';
import { unwanted } from './differences.ts';
import { importsOf } from './imports.ts';
import { inOrder } from './in-order.ts';
import { dependencies } from './plan.ts';
import { unsaid } from './policies.ts';
import type { Settled } from './settle.ts';
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
  const { stack } = run;
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
  adopt(run, plan);
  stack.settings = settings;
  stack.imports = importsOf(plan.settled);
  stack.become('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const gone = unwanted(stack, plan.settled);
  const isGone = (logicalId: string) => gone.some((resource) => resource.logicalId === logicalId);
  const leftovers = [...update.replaced, ...gone.map((resource) => ({ resource, properties: propertiesOf(before, resource.logicalId) }))];
  await deleteLeftovers(run, inFormerOrder(leftovers, before), (logicalId) => {
    const { deletionPolicy, updateReplacePolicy } = before.resources.get(logicalId) ?? unsaid;
    return isGone(logicalId) ? deletionPolicy !== 'Delete' : updateReplacePolicy === 'Retain';
  });
  for (const { logicalId } of gone) stack.resources.delete(logicalId);
  stack.become('UPDATE_COMPLETE');
  return undefined;
}

/** Each after what it depended on, be that replaced or gone: a rule names a group that has another in its place. */
function inFormerOrder(leftovers: Leftover[], before: Settled): Leftover[] {
  const order = creationOrder(dependencies(before), []);
  const place = ({ resource }: Leftover) => order.indexOf(resource.logicalId);
  return leftovers.toSorted((a, b) => place(a) - place(b));
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
