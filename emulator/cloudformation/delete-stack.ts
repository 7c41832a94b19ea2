import { Packed } from '../kernel/packed.ts';
import { deleteResources } from './deletion.ts';
import { deletionPolicy, nothing, type StackRun, settledStack } from './stack-run.ts';

/** @param retained logical ids of what stays, beside what its template retains */
export async function deleteStack(run: StackRun, retained: string[]): Promise<void> {
  const { stack, remembered } = run;
  // what is being made is made to its end first
  await remembered.making?.catch(() => undefined);
  const stays = (logicalId: string) =>
    retained.includes(logicalId) || ['Retain', 'RetainExceptOnCreate'].includes(deletionPolicy(run, logicalId));
  const failed = await deleteResources(run, settledStack(run), stays);
  if (failed.length > 0) return stack.become('DELETE_FAILED', failedToDelete(failed));
  Object.assign(stack, { outputs: [], imports: [] });
  stack.become('DELETE_COMPLETE');
  stack.deletedAt = run.place.clock.date();
  // recorded: one that was executed is shown by its id from then on, too
  for (const { id } of stack.unexecutedChangeSets) stack.changeSets.delete(id);
  const text = new Packed(stack.templateText());
  stack.templateText = () => text.unpacked();
  remembered.source = nothing;
}

export function failedToDelete(failed: string[]): string {
  return `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
}
