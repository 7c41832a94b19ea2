import { isCustom } from './custom-resource.ts';
import { dependencies } from './plan.ts';
import { StackFailure } from './stack-run.ts';
import type { TemplatePlan } from './template-plan.ts';

/**
 * Does something with each resource of a plan, after what it depends on: with one after the other, except that a resource which a
 * function makes, and that may take an hour, is waited for by those alone that depend on it. Nothing more is begun once something has
 * failed, and what was begun comes to its end.
 *
 * @param work throws StackFailure where it fails
 * @param check throws StackFailure where nothing more is to be begun
 * @throws StackFailure the first, with the others
 */
export async function inOrder(
  { order, settled }: TemplatePlan,
  work: (logicalId: string) => Promise<void>,
  check: () => void = () => undefined,
): Promise<void> {
  const needs = dependencies(settled);
  const left = new Set(order);
  const underWay = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  const isReady = (logicalId: string) => [...needs.get(logicalId)!].every((need) => !left.has(need) && !underWay.has(need));
  const noted = async (something: () => Promise<void>) => {
    try {
      await something();
    } catch (failure) {
      failures.push(failure);
    }
  };
  const begin = (logicalId: string) => {
    left.delete(logicalId);
    const working = noted(() => work(logicalId)).then(() => void underWay.delete(logicalId));
    underWay.set(logicalId, working);
    return working;
  };
  while (left.size > 0) {
    await noted(async () => check());
    if (failures.length > 0) break;
    const next = [...left].find(isReady);
    if (next === undefined) await Promise.race(underWay.values());
    else if (isCustom(settled.resources.get(next)!.type)) void begin(next);
    else await begin(next);
  }
  await Promise.all(underWay.values());
  const unexpected = failures.find((failure) => !(failure instanceof StackFailure));
  if (unexpected !== undefined) throw unexpected;
  const [first, ...others] = failures as StackFailure[];
  if (first) throw first.with(others);
}
