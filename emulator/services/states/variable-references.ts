import type { Block, MachineDefinition, State } from './definition.ts';
import { expressionIn } from './expressions.ts';
import { compile } from './jsonata/compile.ts';
import { functionNames } from './jsonata/quick.ts';
import { variablesIn } from './jsonpath/variables.ts';

/**
 * `variableReferences` of a machine: which variables each of its states refers to, at any depth; undefined where none does.
 *
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
export function variableReferences(machine: MachineDefinition): Record<string, string[]> | undefined {
  if (!known.has(machine)) known.set(machine, found(machine));
  return known.get(machine);
}

/** What was found before: reading every expression of a large machine takes a while, and a definition does not change. */
const known = new WeakMap<Block, Record<string, string[]> | undefined>();

function found(machine: MachineDefinition): Record<string, string[]> | undefined {
  const all = [...statesOf(machine)].map(([name, state]): [string, string[]] => [
    name,
    referredBy(state, (state.QueryLanguage ?? machine.QueryLanguage) === 'JSONata'),
  ]);
  const referring = all.filter(([, names]) => names.length > 0);
  return referring.length === 0 ? undefined : Object.fromEntries(referring);
}

function* statesOf(block: Block): Iterable<[string, State]> {
  for (const [name, state] of Object.entries(block.States)) {
    yield [name, state];
    if (state.Type === 'Parallel') for (const branch of state.Branches) yield* statesOf(branch);
    if (state.Type === 'Map') yield* statesOf(state.ItemProcessor);
  }
}

/** Fields of a state that hold no expressions of its own. */
const others = new Set(['Branches', 'ItemProcessor', 'Comment', 'Resource', 'Next', 'Default', 'Retry', 'Result']);

function referredBy(state: State, inJsonata: boolean): string[] {
  const own = Object.entries(state).filter(([field]) => !others.has(field));
  const names = inJsonata ? own.flatMap(([, value]) => expressionsIn(value)).flatMap(variablesOf) : variablesIn(Object.fromEntries(own));
  return [...new Set(names)].sort();
}

function expressionsIn(value: unknown): string[] {
  const expression = expressionIn(value);
  if (expression !== undefined) return [expression];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsIn) : [];
}

/** A part of JSONata's syntax tree, as far as it is read here. */
interface Node {
  type?: string;
  value?: unknown;
  lhs?: Node;
  arguments?: Node[];
  focus?: string;
  index?: string;
}

/** Variables that an expression reads and does not bind itself. */
function variablesOf(expression: string): string[] {
  const [read, bound] = [new Set<string>(), new Set(['', '$', 'states', ...functionNames])];
  const open: unknown[] = [compile(expression).expression.ast()];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    open.push(...Object.values(node));
    const { type, value, lhs, arguments: parameters = [], focus, index } = node as Node;
    if (type === 'variable') read.add(String(value));
    if (type === 'bind') bound.add(String(lhs?.value));
    if (type === 'lambda') for (const parameter of parameters) bound.add(String(parameter.value));
    for (const name of [focus, index]) if (typeof name === 'string') bound.add(name);
  }
  return [...read].filter((name) => !bound.has(name));
}
