/** Characters that Step Functions keeps of an error and of its cause, by its API's model; what is longer is cut. */
const longest = { error: 256, cause: 32_768 };

/** Why a state failed, in the names that Retry and Catch match. */
export class StateError extends Error {
  /** The error's name; absent where a Fail state gave none. */
  readonly error: string | undefined;
  override readonly cause: string | undefined;
  /** The id of the history event that tells of it, where one does: what comes after it points back there. */
  eventId: number | undefined;
  /** A failure that no Retry and no Catch of the state itself may handle, such as one of a catcher's own Output. */
  readonly final: boolean;

  constructor(error: string | undefined, cause: string | undefined, options: { final?: boolean; eventId?: number } = {}) {
    super(cause ?? error ?? 'the state failed');
    this.name = 'StateError';
    this.error = error?.slice(0, longest.error);
    this.cause = cause?.slice(0, longest.cause);
    this.final = options.final ?? false;
    this.eventId = options.eventId;
  }
}

/** `$states.errorOutput`: what a catcher sees of a failure. As recorded, one that has no name has null, and a time-out an empty cause. */
export function errorOutput({ error, cause }: StateError): { Error: string | null; Cause: string | null } {
  return error === undefined ? { Error: null, Cause: cause ?? null } : { Error: error, Cause: cause ?? '' };
}

/**
 * Whether an `ErrorEquals` names a failure. Nothing names States.Runtime, which always ends the execution, as recorded. `States.ALL` is a
 * wildcard for everything else: States.DataLimitExceeded, which the guide excepts too, was recorded to be caught by it. `States.TaskFailed`
 * is one for everything but States.Timeout, as the guide says.
 */
export function matches(errorEquals: string[], failure: StateError): boolean {
  const error = failure.error ?? '';
  if (failure.final || error === 'States.Runtime') return false;
  return errorEquals.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return true;
    if (name === 'States.HeartbeatTimeout') return failure instanceof HeartbeatTimeout;
    return name === 'States.TaskFailed' && error !== 'States.Timeout';
  });
}

/** Reported as States.Timeout (AWS's histories say so), and matched by States.HeartbeatTimeout besides. */
export class HeartbeatTimeout extends StateError {
  constructor() {
    super('States.Timeout', undefined);
  }
}
