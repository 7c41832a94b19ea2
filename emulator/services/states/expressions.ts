import { evaluate } from './jsonata/evaluate.ts';
import { EvaluationFailure } from './jsonata/evaluate-here.ts';
import type { Surroundings } from './jsonata/evaluation.ts';

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

/** What an evaluation sees, and how it is to go about it. */
interface Bindings {
  states: Record<string, unknown>;
  variables: Record<string, unknown>;
  surroundings: Surroundings;
  /** Holds the clock while something takes real time. */
  holding: <T>(work: () => Promise<T>) => Promise<T>;
  /** Told of each evaluation's work. @returns what to wait for, if anything */
  worked: (work: number) => Promise<void> | undefined;
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
  const { variables, states, surroundings, holding, worked } = bindings;
  const names = { ...variables, states };
  try {
    const { value, work } = await evaluate(text, names, { ...surroundings, purpose: [...surroundings.purpose, location] }, holding);
    const turn = worked(work);
    if (turn) await turn;
    return value;
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error;
    throw new EvaluationError(`The JSONata expression '${text}' specified for the field '${location}' ${error.message}`, location);
  }
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
