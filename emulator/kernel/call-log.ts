import type { Caller } from './caller.ts';

/** A request that a service let in. */
export interface LoggedCall {
  /** Virtual milliseconds. */
  at: number;
  caller: Caller;
  /** `model:Operation`. */
  operation: string;
  input: unknown;
}

/** More than a day of an environment's life makes. */
const most = 50_000;

/** Who asked for what, oldest first; the newest ones, where there were very many. */
export class CallLog {
  readonly calls: LoggedCall[] = [];
  /** Told of each call before it is answered, and before it meets a fault. */
  readonly watchers = new Set<(call: LoggedCall) => void>();

  record(call: LoggedCall): void {
    for (const tell of this.watchers) tell(call);
    this.calls.push(call);
    if (this.calls.length > 2 * most) this.calls.splice(0, most);
  }
}
