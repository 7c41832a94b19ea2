import { isObject } from '../../../kernel/json-object.ts';
import type { Fields } from './findings.ts';

/** The blocks inside a state, the branches of a Parallel or the processor of a Map, each with its path. */
export function innerBlocks(state: Fields, path: string): [Fields, string][] {
  const branches = Array.isArray(state.Branches) ? state.Branches : [];
  const blocks: [unknown, string][] = branches.map((branch, index) => [branch, `${path}/Branches[${index}]`]);
  for (const name of ['ItemProcessor', 'Iterator']) if (state[name] !== undefined) blocks.push([state[name], `${path}/${name}`]);
  return blocks.filter((one): one is [Fields, string] => isObject(one[0]));
}
