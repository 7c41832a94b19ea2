import { AwsError } from './api/error.ts';
import type { Caller } from './iam/caller.ts';

/** The caller gets no answer at all: the server cuts the connection. */
export class ConnectionCut extends AwsError {
  constructor() {
    super('ConnectionCut', 'the connection was cut', { status: 500 });
  }
}

export interface Fault {
  /** `model:Operation`, as in `cloudhsmv2:CreateHsm`. */
  operation: string;
  /** `before`: the operation does not run. `after`: it ran, and its answer is replaced. */
  when: 'before' | 'after';
  error: AwsError;
  /** How many requests meet it; 1 by default. */
  times?: number;
  /** How many requests pass first; 0 by default. */
  skip?: number;
  /** Only requests whose input and caller it accepts. */
  only?: (input: unknown, caller: Caller) => boolean;
}

/** Faults that a test asks for: an error or a lost answer for the next requests of an operation. */
export class Faults {
  #faults: Required<Fault>[] = [];

  inject(fault: Fault): void {
    this.#faults.push({ times: 1, skip: 0, only: () => true, ...fault });
  }

  take(operation: string, input: unknown, caller: Caller): Fault | undefined {
    for (const fault of this.#faults) {
      if (fault.operation !== operation || fault.times === 0 || !fault.only(input, caller)) continue;
      if (fault.skip > 0) {
        fault.skip--;
        continue;
      }
      fault.times--;
      return fault;
    }
    return undefined;
  }
}
