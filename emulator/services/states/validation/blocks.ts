import { isObject } from '../../../kernel/json-object.ts';
import type { QueryLanguageName } from '../definition.ts';
import type { Fields, Findings } from './findings.ts';
import { innerBlocks } from './inner-blocks.ts';
import { checkState } from './states.ts';

/**
 * @param names of all states of the machine so far: they are unique in it
 * @param machine the machine's language
 */
export function checkBlock(block: Fields, path: string, findings: Findings, names: Set<string>, machine: QueryLanguageName): void {
  const states = block.States;
  if (!isObject(states) || Object.keys(states).length === 0) {
    findings.schema("The field 'States' must be an object with at least one state", `${path}/States`);
    return;
  }
  for (const [name, state] of Object.entries(states)) {
    const at = `${path}/States/${name}`;
    if (name.length > 80) findings.schema('The name of a state must have at most 80 characters', at);
    if (names.has(name)) findings.duplicate(name, at);
    names.add(name);
    checkState(state, at, findings, machine);
    if (!isObject(state)) continue;
    for (const [target, field] of transitions(state)) checkTarget(states, target, `${at}/${field}`, findings);
    for (const [inner, where] of innerBlocks(state, at)) checkBlock(inner, where, findings, names, machine);
  }
  if (typeof block.StartAt === 'string') checkTarget(states, block.StartAt, `${path}/StartAt`, findings);
  // as measured (floci-io/floci#2735): of a machine that never ends, AWS says that alone; of a block inside it, it does not
  if (path === '' && !Object.values(states).some(ends)) findings.noEnd();
  else checkReached(block.StartAt, states, path, findings);
}

/** Whatever names the target, AWS calls it 'Next' (floci-io/floci#2786). */
function checkTarget(states: Fields, target: string, at: string, findings: Findings): void {
  if (!Object.hasOwn(states, target)) findings.transition(`Missing 'Next' target: ${target}`, at);
}

function ends(state: unknown): boolean {
  return isObject(state) && (state.Type === 'Succeed' || state.Type === 'Fail' || state.End === true);
}

/** Every state of a block is reached from its first one. */
function checkReached(start: unknown, states: Fields, path: string, findings: Findings): void {
  const reached = new Set<string>();
  const visit = (name: string) => {
    if (reached.has(name) || !isObject(states[name])) return;
    reached.add(name);
    for (const [target] of transitions(states[name])) visit(target);
  };
  if (typeof start === 'string' && Object.hasOwn(states, start)) visit(start);
  for (const [name, state] of Object.entries(states)) {
    if (isObject(state) && !reached.has(name)) findings.transition(`State "${name}" is not reachable.`, `${path}/States/${name}`);
  }
}

/** Targets of a state, with the field that names each. */
function transitions(state: Fields): [string, string][] {
  const lists = ['Choices', 'Catch'].flatMap((field) =>
    (Array.isArray(state[field]) ? state[field] : []).map((one, index) => [
      isObject(one) ? one.Next : undefined,
      `${field}[${index}]/Next`,
    ]),
  );
  const all = [[state.Next, 'Next'], [state.Default, 'Default'], ...lists];
  return all.filter((one): one is [string, string] => typeof one[0] === 'string');
}
