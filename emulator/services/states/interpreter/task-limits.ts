import { deferred } from '../../../kernel/deferred.ts';
import type { TimerKind } from '../../../kernel/virtual-clock.ts';
import type { Branch } from '../branch.ts';
import { HeartbeatTimeout, StateError } from '../state-error.ts';

/** TimeoutSeconds and HeartbeatSeconds of an attempt. */
export interface TaskLimits {
  timeoutSeconds: number | undefined;
  heartbeatSeconds: number | undefined;
}

/** The part of a Scheduled event that tells of them. */
export function limitDetails({ timeoutSeconds, heartbeatSeconds }: TaskLimits): Record<string, number> {
  return {
    ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: heartbeatSeconds }),
  };
}

/** Watches over one attempt: runs work against its time-outs. */
export class Watch {
  readonly #branch: Branch;
  readonly #limits: TaskLimits;
  readonly #deadline = deferred<never>();
  readonly #timers: { cancel(): void }[] = [];
  readonly #kind: TimerKind;
  #heart: { cancel(): void } | undefined;

  /** @param kind whether the time-outs drive the clock, or ride because people may have to act first */
  constructor(branch: Branch, limits: TaskLimits, kind: TimerKind) {
    this.#branch = branch;
    this.#limits = limits;
    this.#kind = kind;
    this.#deadline.promise.catch(() => {});
    const { timeoutSeconds } = limits;
    if (timeoutSeconds !== undefined) {
      this.#timers.push(this.#after(timeoutSeconds, 'TimeoutSeconds', () => new StateError('States.Timeout', undefined)));
    }
  }

  /** The task gave a sign of life: the next is due within HeartbeatSeconds. */
  heartbeat(): void {
    this.#heart?.cancel();
    const { heartbeatSeconds } = this.#limits;
    if (heartbeatSeconds === undefined) return;
    this.#heart = this.#after(heartbeatSeconds, 'HeartbeatSeconds', () => new HeartbeatTimeout());
  }

  /** @throws StateError States.Timeout, or what the work throws; Aborted with the branch */
  async over<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return this.#branch.scope.wait(Promise.race([work, this.#deadline.promise]));
  }

  end(): void {
    this.#heart?.cancel();
    for (const timer of this.#timers) timer.cancel();
  }

  #after(seconds: number, what: string, failure: () => StateError) {
    const label = `${what} of ${this.#branch.current.name}`;
    return this.#branch.execution.place.clock.after(this.#kind, seconds, label, () => this.#deadline.reject(failure()));
  }
}
