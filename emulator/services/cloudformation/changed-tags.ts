import type { Stack } from './stack.ts';
import type { StackSettings } from './stack-settings.ts';

/** Whether a stack is to have other tags. */
export function tagsDiffer({ settings }: Stack, { tags }: Pick<StackSettings, 'tags'>): boolean {
  const inOrder = (one: StackSettings['tags']) => JSON.stringify(one.map(({ Key, Value }) => [Key, Value]).toSorted());
  return inOrder(settings.tags) !== inOrder(tags);
}
