import type { Made } from '../branch.ts';
import type { State } from '../definition.ts';
import type { DataFlow } from '../jsonpath/fields.ts';
import { written } from '../written.ts';

/** What is seen of a state's work, by the names of TestState: values, and texts of JSON in its answer. */
export interface Inspection extends Partial<Record<Made, unknown>> {
  input: unknown;
  afterArguments?: unknown;
  afterItemsPointer?: unknown;
  afterItemSelector?: unknown;
  afterItemBatcher?: unknown;
  variables?: Record<string, unknown>;
  maxConcurrency?: number;
  toleratedFailureCount?: number;
  toleratedFailurePercentage?: number;
  errorDetails?: { retryIndex?: number; retryBackoffIntervalSeconds?: number; catchIndex?: number };
}

/** Members that are told as they are; all others are JSON. */
const plain = ['maxConcurrency', 'toleratedFailureCount', 'toleratedFailurePercentage', 'errorDetails'];

/** Whether it is seen what a state in JSONPath makes: not, as recorded, what a Parallel is given, nor what a Pass does not use that has a Result. */
export function isSeen(made: Made, state: State): boolean {
  const ofInput = made === 'afterInputPath' || made === 'afterParameters';
  return !ofInput || !(state.Type === 'Parallel' || (state.Type === 'Pass' && (state as DataFlow).Result !== undefined));
}

export function shownInspection(inspection: Inspection): Record<string, unknown> {
  const entries = Object.entries(inspection).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, plain.includes(name) ? value : written(value)]));
}
