/** What is seen of a state's work, by the names of TestState: values, and texts of JSON in its answer. */
export interface Inspection {
  input: unknown;
  afterArguments?: unknown;
  result?: unknown;
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

export function shownInspection(inspection: Inspection): Record<string, unknown> {
  const entries = Object.entries(inspection).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, plain.includes(name) ? value : JSON.stringify(value)]));
}
