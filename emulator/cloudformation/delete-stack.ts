import { Packed } from '../kernel/packed.ts';
import { deleteResources } from './deletion.ts';
import { unsaid } from './policies.ts';
import { nothing, type StackRun, settledStack } from './stack-run.ts';

/** @param retained logical ids of what stays, beside what its template retains */
export async function deleteStack(run: StackRun, retained: string[]): Promise<void> {
  const { stack, remembered } = run;
  // what is being made is made to its end first
  await remembered.making?.catch(() => undefined);
  const settled = settledStack(run);
  const stays = (logicalId: string) =>
    retained.includes(logicalId) || (settled.resources.get(logicalId) ?? unsaid).deletionPolicy !== 'Delete';
  const failed = await deleteResources(run, settled, stays);
  if (failed.length > 0) return stack.become('DELETE_FAILED', failedToDelete(failed));
  stack.imports = [];
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
