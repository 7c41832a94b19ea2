import type { Caller } from './caller.ts';
import { keepNewest } from './keep-newest.ts';
import { ownBytes } from './own-bytes.ts';
import { RecentInputs } from './recent-inputs.ts';

/** A request as it reached a service. */
export interface LoggedCall {
  /** Virtual milliseconds. */
  at: number;
  accountId: string;
  region: string;
  /** Once it is answered, without the activity that it was. */
  caller: Caller;
  /** Whether a function or a container under way has asked. */
  byActivity: boolean;
  /** `model:Operation`. */
  operation: string;
  input: unknown;
  /** ARNs that it acts on, as IAM is asked about them; `*` where it takes none. */
  resources: string[];
  /** Whether the service let it in: it was well formed and its caller had permission. */
  letIn: boolean;
  /** The HTTP status that it was answered with; undefined while there is no answer, and where there never is one. */
  status: number | undefined;
}

/** More than a day of an environment's life makes, its look every five minutes included. */
const most = 10_000;

/** Who asked for what, oldest first; the newest ones, where there were very many. */
export class CallLog {
  readonly requests: LoggedCall[] = [];
  readonly #inputs = new RecentInputs();
  /** Told of each call that is let in, before it is answered, and before it meets a fault. */
  readonly watchers = new Set<(call: LoggedCall) => void>();

  /** Those that services let in. */
  get calls(): LoggedCall[] {
    return this.requests.filter(({ letIn }) => letIn);
  }

  record(request: Omit<LoggedCall, 'byActivity' | 'resources' | 'letIn' | 'status'>): LoggedCall {
    const { caller } = request;
    const byActivity = caller.kind === 'role' && caller.activity !== undefined;
    const logged = { ...request, byActivity, resources: ['*'], letIn: false, status: undefined };
    this.requests.push(logged);
    keepNewest(this.requests, most);
    return logged;
  }

  /** It has its answer, or never gets one. Objects that were put with it are not kept for a second time. */
  answered(call: LoggedCall, status: number | undefined): void {
    call.status = status;
    call.input = kept(call.input);
    this.#inputs.add(call);
    if (call.caller.kind === 'role') call.caller = { ...call.caller, activity: undefined };
  }

  letIn(call: LoggedCall): void {
    call.letIn = true;
    for (const tell of this.watchers) tell(call);
  }
}

/** As much as KMS takes: what other services are sent as bytes is small. */
const mostBytes = 4096;

function kept(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !Object.values(input).some((value) => value instanceof Uint8Array)) return input;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value instanceof Uint8Array ? keptBytes(value) : value]));
}

function keptBytes(bytes: Uint8Array): Buffer | string {
  return bytes.length > mostBytes ? `${bytes.length} bytes` : ownBytes(bytes);
}
