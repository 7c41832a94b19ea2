import { callsIn } from './function-call.ts';
import { evaluate } from './intrinsics.ts';
import { asText } from './scope.ts';
import type { Settled } from './settle.ts';

/** The names of the exports that a template takes, where all that it refers to stands. */
export function importsOf({ resources, outputs, scope }: Settled): string[] {
  const calls = [...[...resources.values()].flatMap((resource) => resource.calls), ...outputs.flatMap(([, value]) => callsIn(value))];
  const imports = calls.filter(({ name }) => name === 'Fn::ImportValue');
  return [...new Set(imports.map(({ argument }) => asText(evaluate(argument, scope))))];
}
