import { type Fields, type Findings, isObject } from './findings.ts';
import { innerBlocks } from './inner-blocks.ts';
import { checkState } from './states.ts';

/** @param names of all states of the machine so far: they are unique in it */
export function checkBlock(block: Fields, path: string, findings: Findings, names: Set<string>): void {
  const states = block.States;
  if (!isObject(states) || Object.keys(states).length === 0) {
    findings.schema("The field 'States' must be an object with at least one state", `${path}/States`);
    return;
  }
  for (const [name, state] of Object.entries(states)) {
    const at = `${path}/States/${name}`;
    if (name.length > 80) findings.schema('The name of a state must have at most 80 characters', at);
    if (names.has(name)) findings.schema(`The state name '${name}' is used more than once`, at);
    names.add(name);
    checkState(state, at, findings);
    if (isObject(state)) for (const [inner, where] of innerBlocks(state, at)) checkBlock(inner, where, findings, names);
  }
  checkTransitions(block, states, path, findings);
}

/** Every transition has a target in the same block, and every state is reached by one. */
function checkTransitions(block: Fields, states: Fields, path: string, findings: Findings): void {
  const start = block.StartAt;
  if (typeof start === 'string' && !Object.hasOwn(states, start))
    findings.transition(`Missing 'StartAt' target: ${start}`, `${path}/StartAt`);
  const reached = new Set<string>();
  const visit = (name: string) => {
    if (reached.has(name) || !isObject(states[name])) return;
    reached.add(name);
    for (const [target] of transitions(states[name])) visit(target);
  };
  if (typeof start === 'string') visit(start);
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    for (const [target, field] of transitions(state)) {
      const at = `${path}/States/${name}/${field}`;
      if (!Object.hasOwn(states, target)) findings.transition(`Missing '${field.split('/').at(-1)}' target: ${target}`, at);
    }
    if (!reached.has(name)) findings.transition(`State "${name}" is not reachable.`, `${path}/States/${name}`);
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
