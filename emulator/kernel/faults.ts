import { AwsError } from './aws-error.ts';
import type { LoggedCall } from './call-log.ts';
import type { Caller } from './caller.ts';
import { PastAnswers } from './past-answers.ts';

/** The caller gets no answer at all: the server cuts the connection. */
export class ConnectionCut extends AwsError {
  constructor() {
    super('ConnectionCut', 'the connection was cut', { status: 500 });
  }
}

/** Nor is the caller told: the connection stays open until it gives up. */
export class NoAnswer extends ConnectionCut {}

/** What a fault does to a request that meets it. `before`: the operation does not run. `after`: it ran, and its answer is lost. */
export type Harm =
  /** The caller gets this error, or with ConnectionCut no answer. */
  | { when: 'before' | 'after'; error: AwsError }
  /** The function or container that sent it dies at this moment. */
  | { when: 'before' | 'after'; kills: true }
  /** Somebody else does something at this moment: once it is done, and before it is answered. */
  | { whenDone: () => unknown }
  /** The answer comes late. */
  | { answeredAfterSeconds: number }
  /** The operation runs this many virtual seconds later. */
  | { startsAfterSeconds: number }
  /** No answer comes; this many virtual seconds after its caller gave up, the operation runs all the same. */
  | { runsAfterSeconds: number }
  /**
   * The answer is the one of before the last change, as reads of AWS are allowed to be. What `inputs` would be answered is
   * looked at from now on, so that even the first request for something new gets an answer of before.
   */
  | { stale: true; inputs?: unknown[] };

export type Fault = Harm & {
  /** `model:Operation`, as in `cloudhsmv2:CreateHsm`. */
  operation: string;
  /** How many requests meet it; 1 by default. */
  times?: number;
  /** How many requests pass first; 0 by default. */
  skip?: number;
  /** Only requests whose input and caller it accepts. */
  only?: (input: unknown, caller: Caller) => boolean;
  /** Only requests to this account and region. */
  place?: { accountId: string; region: string };
  /** The answer, whatever it is, comes this many virtual seconds later. */
  answeredAfterSeconds?: number;
};

/** A fault as a request meets it. */
export type Injected = Fault & Required<Pick<Fault, 'times' | 'skip' | 'only'>> & { past?: PastAnswers };

/** Faults that a test asks for, for the next requests of an operation. */
export class Faults {
  readonly #now: () => number;
  #faults: Injected[] = [];
  readonly #lost = new Set<string>();

  /** @param now virtual milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns how many requests have met it so far */
  inject(fault: Fault): () => number {
    const past = 'stale' in fault ? { past: new PastAnswers(fault.operation, this.#now, fault.inputs) } : {};
    const injected: Injected = { times: 1, skip: 0, only: () => true, ...fault, ...past };
    const wanted = injected.times;
    this.#faults.push(injected);
    return () => wanted - injected.times;
  }

  /** From now on nothing answers in a region. */
  loseRegion(region: string): void {
    this.#lost.add(region);
  }

  /** Takes back what no request has met; lost regions are there again. */
  clear(): void {
    this.#faults = [];
    this.#lost.clear();
  }

  isLost(region: string): boolean {
    return this.#lost.has(region);
  }

  take({ operation, input, caller, accountId, region }: LoggedCall): Injected | undefined {
    for (const fault of this.#faults) {
      if (fault.operation !== operation || fault.times === 0 || !fault.only(input, caller)) continue;
      if (fault.place && (fault.place.accountId !== accountId || fault.place.region !== region)) continue;
      if (fault.skip > 0) {
        fault.skip--;
        continue;
      }
      fault.times--;
      return fault;
    }
    return undefined;
  }

  /** The answers that those who wait for a request to be stale look at. */
  pasts(): PastAnswers[] {
    return this.#faults.flatMap(({ past, times }) => (past && times > 0 ? [past] : []));
  }
}
