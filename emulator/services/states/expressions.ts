import jsonata from 'jsonata';
import { type Bound, boundEvaluation, Effort } from './evaluation-bound.ts';
import { registerFunctions, type Surroundings, surroundingsName } from './jsonata-functions.ts';

/** Why a field could not be evaluated; `message` is AWS's sentence about the expression, without what names the state. */
export class EvaluationError extends Error {
  /** The field, as in `Output/result` or `Choices[0]/Condition`; absent where AWS names none. */
  readonly location: string | undefined;

  constructor(message: string, location: string | undefined) {
    super(message);
    this.name = 'EvaluationError';
    this.location = location;
  }
}

/** The expression inside `{% … %}`, or undefined for a text that stands for itself. */
export function expressionIn(text: unknown): string | undefined {
  return typeof text === 'string' && text.startsWith('{%') && text.endsWith('%}') && text.length >= 4
    ? text.slice(2, -2).trim()
    : undefined;
}

const compiled = new Map<string, jsonata.Expression>();

/** @throws the JSONata parser's error (`code`, `message`, `position`) where the text is not JSONata */
export function compile(text: string): jsonata.Expression {
  let expression = compiled.get(text);
  if (!expression) {
    expression = jsonata(text);
    registerFunctions(expression);
    boundEvaluation(expression);
    compiled.set(text, expression);
  }
  return expression;
}

/** The names that an evaluation sees: `$states` and the variables. */
export interface Bindings {
  states: Record<string, unknown>;
  variables: Record<string, unknown>;
  surroundings: Omit<Surroundings, 'drawn'>;
  /** What the evaluation of an expression may take. */
  bound: Bound;
}

/**
 * Evaluates a field: every string `{% … %}` in it becomes what its expression gives, the rest stays.
 *
 * @param location the field's name, for errors
 * @throws EvaluationError
 */
export async function evaluateField(value: unknown, location: string, bindings: Bindings): Promise<unknown> {
  const text = expressionIn(value);
  if (text !== undefined) return evaluateExpression(text, location, bindings);
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) items.push(await evaluateField(item, `${location}[${index}]`, bindings));
    return items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) fields.push([name, await evaluateField(item, `${location}/${name}`, bindings)]);
  return Object.fromEntries(fields);
}

async function evaluateExpression(text: string, location: string, bindings: Bindings): Promise<unknown> {
  const which = `The JSONata expression '${text}' specified for the field '${location}'`;
  const frame = {
    ...bindings.variables,
    states: bindings.states,
    [surroundingsName]: { ...bindings.surroundings, purpose: [...bindings.surroundings.purpose, location], drawn: 0 },
    [Effort.key]: new Effort(bindings.bound),
  };
  let result: unknown;
  try {
    result = await compile(text).evaluate(undefined, frame);
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    throw new EvaluationError(`${which} threw an error during evaluation${code ? `. ${code}` : ''}: ${message}`, location);
  }
  if (result === undefined) throw new EvaluationError(`${which} returned nothing (undefined).`, location);
  if (holdsFunction(result)) throw new EvaluationError(`${which} returned an unsupported result type.`, location);
  // sequences of JSONata are arrays with members of their own: only the plain data goes on
  return JSON.parse(JSON.stringify(result));
}

function holdsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return true;
  return Object.values(value).some(holdsFunction);
}

export type JsonType = 'null' | 'array' | 'object' | 'string' | 'number' | 'boolean';

export function jsonType(value: unknown): JsonType {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : (typeof value as JsonType);
}

/**
 * @param field as it stands in the definition
 * @throws EvaluationError where the value is not of the type that the field needs
 */
export function expectType(value: unknown, type: JsonType, field: unknown, location: string): void {
  const actual = jsonType(value);
  if (actual === type) return;
  const text = expressionIn(field);
  const which = text === undefined ? `The field '${location}'` : `The JSONata expression '${text}' specified for the field '${location}'`;
  throw new EvaluationError(
    `${which} returned an unexpected result type. Expected '${type}', but was '${actual}' for value: ${JSON.stringify(value)}`,
    location,
  );
}
