import type { Change } from './change.ts';
import type { StackEngine, StackPlan } from './engine.ts';
import type { Stack } from './stack.ts';
import type { StackSettings } from './stack-settings.ts';

type Tags = StackSettings['tags'];

/** What a plan changes about a stack's resources, and whether it changes anything at all. @throws AwsError ValidationError */
export function stackChanges(engine: StackEngine, stack: Stack, plan: StackPlan, tags: Tags): { changes: Change[]; isNew: boolean } {
  const { resources, outputsDiffer } = engine.changes(stack, plan, tags);
  return { changes: resources, isNew: resources.length > 0 || outputsDiffer || tagsDiffer(stack.settings.tags, tags) };
}

function tagsDiffer(one: Tags, other: Tags): boolean {
  const inOrder = (tags: Tags) => JSON.stringify(tags.map(({ Key, Value }) => [Key, Value]).toSorted());
  return inOrder(one) !== inOrder(other);
}
