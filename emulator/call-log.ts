import type { Caller } from './iam/caller.ts';

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

  record(call: LoggedCall): void {
    this.calls.push(call);
    if (this.calls.length > 2 * most) this.calls.splice(0, most);
  }
}
