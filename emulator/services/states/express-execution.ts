import type { ExecutionPlace } from './execution.ts';
import type { StateMachine } from './machine.ts';
import { type Beginning, StandardExecution } from './standard-execution.ts';
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
}

/** `express:<machine>:<name>:<id>`: a name may be given again. */
export function expressArn({ place, machine, name }: { place: ExecutionPlace; machine: StateMachine; name: string }): string {
  const id = place.random.uuid('express-execution', machine.arn, place.states.begun.executions++);
  return place.arn('states', `express:${machine.name}:${name}:${id}`);
}
