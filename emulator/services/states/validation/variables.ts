import { isObject } from '../../../kernel/json-object.ts';
import type { Fields } from './findings.ts';
import { innerBlocks } from './inner-blocks.ts';

/** A variable that a state assigns, and where. */
interface Assignment {
  name: string;
  path: string;
}

/**
 * Assignments in a block to variables that a block around it assigns too, wherever in it that is: AWS wants other names in inner
 * scopes (https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html).
 *
 * @param outer names that the blocks around it assign
 */
export function shadowedVariables(block: Fields, path = '', outer: ReadonlySet<string> = new Set()): Assignment[] {
  const states = Object.entries(isObject(block.States) ? block.States : {}).filter((one): one is [string, Fields] => isObject(one[1]));
  const own = states.flatMap(([name, state]) => [...assigned(state, `${path}/States/${name}`), ...caught(state, `${path}/States/${name}`)]);
  const inside = states.flatMap(([name, state]) => {
    const blocks = innerBlocks(state, `${path}/States/${name}`);
    if (blocks.length === 0) return [];
    // AWS was recorded to take the same name in a branch and in the catchers of the state that runs it
    const others = states.flatMap(([, other]) => [...assigned(other, ''), ...(other === state ? [] : caught(other, ''))]);
    const visible = new Set([...outer, ...others.map((one) => one.name)]);
    return blocks.flatMap(([inner, where]) => shadowedVariables(inner, where, visible));
  });
  return [...own.filter(({ name }) => outer.has(name)), ...inside];
}

function assigned(state: Fields, path: string): Assignment[] {
  return [...assignments(state, path), ...inList(state, 'Choices', path)];
}

function caught(state: Fields, path: string): Assignment[] {
  return inList(state, 'Catch', path);
}

function inList(state: Fields, field: string, path: string): Assignment[] {
  const list: unknown[] = Array.isArray(state[field]) ? state[field] : [];
  return list.flatMap((one, index) => (isObject(one) ? assignments(one, `${path}/${field}[${index}]`) : []));
}

function assignments({ Assign }: Fields, path: string): Assignment[] {
  return isObject(Assign) ? Object.keys(Assign).map((key) => ({ name: key.replace(/\.\$$/, ''), path: `${path}/Assign/${key}` })) : [];
}
