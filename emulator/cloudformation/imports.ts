import { walkCalls } from './function-call.ts';
import { asText, evaluate } from './intrinsics.ts';
import type { Settled } from './settle.ts';

/** The names of the exports that a template takes, where all that it refers to stands. */
export function importsOf({ resources, outputs, scope }: Settled): string[] {
  const names = new Set<string>();
  const values = [...[...resources.values()].map(({ properties }) => properties), ...outputs.map(([, value]) => value)];
  for (const value of values)
    walkCalls(value, (name, argument) => {
      if (name === 'Fn::ImportValue') names.add(asText(evaluate(argument, scope)));
    });
  return [...names];
}
