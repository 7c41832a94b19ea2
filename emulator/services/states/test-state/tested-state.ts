import { AwsError } from '../../../kernel/aws-error.ts';
import { isObject } from '../../../kernel/json-object.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Block, MachineDefinition, State } from '../definition.ts';
import { checkedDefinition } from '../validation/definition.ts';

/** As AWS calls a state that is tested, whatever its definition calls it (recorded). */
export const testedName = 'StateName';

export interface TestedState {
  machine: MachineDefinition;
  state: State;
  /** Whether it is one of those that a Map runs for each item. */
  inMap: boolean;
}

/**
 * The state that a request is about: the whole definition, or one of those that it has, at any depth.
 *
 * @throws AwsError InvalidDefinition, ValidationException
 */
export function testedState(definition: string, stateName: string | undefined): TestedState {
  if (stateName === undefined) {
    const machine = checkedDefinition(wrapped(definition));
    return { machine, state: machine.States[testedName]!, inMap: false };
  }
  const machine = checkedDefinition(definition);
  const found = find(machine, stateName, false);
  if (!found) throw new AwsError('ValidationException', 'State not found in definition');
  return { machine, ...found };
}

function find(block: Block, name: string, inMap: boolean): Omit<TestedState, 'machine'> | undefined {
  if (Object.hasOwn(block.States, name)) return { state: block.States[name]!, inMap };
  for (const state of Object.values(block.States)) {
    const inner = state.Type === 'Parallel' ? state.Branches : state.Type === 'Map' ? [state.ItemProcessor] : [];
    for (const one of inner) {
      const found = find(one, name, inMap || state.Type === 'Map');
      if (found) return found;
    }
  }
  return undefined;
}

/** A machine of the one state, and of those that it goes on to. */
function wrapped(definition: string): string {
  let state: unknown;
  try {
    state = readJson(definition);
  } catch {
    return definition;
  }
  if (!isObject(state)) return definition;
  const rules = [state, state.Choices, state.Catch].flat().filter(isObject);
  const targets = rules.flatMap(({ Next, Default }) => [Next, Default]).filter((name) => typeof name === 'string' && name !== testedName);
  const others = Object.fromEntries(targets.map((name) => [name, { Type: 'Succeed' }]));
  const { QueryLanguage = 'JSONPath' } = state;
  return JSON.stringify({ QueryLanguage, StartAt: testedName, States: { [testedName]: state, ...others } });
}
