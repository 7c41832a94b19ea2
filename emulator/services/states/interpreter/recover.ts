import type { Branch } from '../branch.ts';
import type { RecoverableState } from '../definition.ts';
import { StateError } from '../state-error.ts';
import { caught } from './catch.ts';
import { Retries } from './retry.ts';
import { sleep } from './sleep.ts';
import type { Step } from './step.ts';

/**
 * Runs the work of a state under its Retry and Catch.
 *
 * @param gaveUp called with a failure that is not retried, before it is caught or thrown on
 */
export async function recover(
  branch: Branch,
  state: RecoverableState,
  work: () => Promise<Step>,
  gaveUp: (failure: StateError) => void = () => {},
): Promise<Step> {
  const retries = new Retries(branch, state.Retry);
  for (;;) {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof StateError)) throw failure;
      const seconds = retries.delay(failure);
      if (seconds === undefined) {
        gaveUp(failure);
        const step = await caught(branch, state.Catch, failure);
        if (step) return step;
        branch.current.heldTooMuch = failure.error === 'States.DataLimitExceeded';
        throw failure;
      }
      branch.previous = failure.eventId ?? branch.previous;
      branch.current.retryCount++;
      branch.execution.transitions++;
      if (seconds > 0) await sleep(branch, seconds, `Retry ${branch.current.name}`);
    }
  }
}

/** Of a Parallel or Map that failed. As recorded, there is no word of it where its own fields make the whole execution fail at once. */
export function tellFailure(branch: Branch, failure: StateError): void {
  if (failure.error === 'States.Runtime' && failure.eventId === undefined) return;
  branch.record(`${branch.state.Type}StateFailed`, {}, failure.eventId);
}
