import type { Beginning, ExecutionPlace } from './execution.ts';
import type { StateMachine } from './machine.ts';
import { StandardExecution } from './standard-execution.ts';
import { countStatus } from './status-event.ts';

/** How long one may take (Developer Guide, "Choosing workflow type in Step Functions"). */
const mostSeconds = 300;

/**
 * One run of a state machine of the type EXPRESS: what becomes of it is told to its log, and to who waits for it. EventBridge is told
 * nothing, and no API knows it.
 */
export class ExpressExecution extends StandardExecution {
  constructor(place: ExecutionPlace, machine: StateMachine, begin: Beginning) {
    super(place, machine, { ...begin, mostEvents: Number.POSITIVE_INFINITY });
  }

  protected override readonly mostSeconds = mostSeconds;

  protected override tellStatus(): void {
    countStatus(this);
  }

  /** A Map Run that is redriven begins another one in its place. */
  override awaitRedrive(): void {}
}
