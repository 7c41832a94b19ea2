import { StateError } from './state-error.ts';

/** 256 KiB of UTF-8: the most that a state's input, output or an execution's input may be. */
export const dataLimit = 262_144;

export function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * @param what the state or task that the data comes from, as AWS's cause names it
 * @throws StateError States.DataLimitExceeded
 */
export function checkDataLimit(what: string, value: unknown): void {
  if (bytes(JSON.stringify(value) ?? '') <= dataLimit) return;
  throw new StateError(
    'States.DataLimitExceeded',
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
