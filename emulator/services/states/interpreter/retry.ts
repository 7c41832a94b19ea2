import type { Branch } from '../branch.ts';
import type { Retrier } from '../definition.ts';
import { matches, type StateError } from '../state-error.ts';

/** Counts the attempts of one visit to a state: every retrier has its own count. */
export class Retries {
  readonly #branch: Branch;
  readonly #retriers: Retrier[];
  readonly #attempts: number[];

  constructor(branch: Branch, retriers: Retrier[] = []) {
    this.#branch = branch;
    this.#retriers = retriers;
    this.#attempts = retriers.map(() => 0);
  }

  /** Seconds to wait before trying again; undefined where the first retrier that names the failure is used up, or none does. */
  delay(failure: StateError): number | undefined {
    const index = this.#retriers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure));
    const retrier = this.#retriers[index];
    if (!retrier || this.#attempts[index]! >= (retrier.MaxAttempts ?? 3)) return undefined;
    const attempt = ++this.#attempts[index]!;
    const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** (attempt - 1);
    const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
    if (retrier.JitterStrategy !== 'FULL') return seconds;
    const { execution, current } = this.#branch;
    return seconds * execution.place.random.fraction('retry-jitter', execution.arn, current.id, execution.redriveCount, index, attempt);
  }
}
