import { AwsError } from '../kernel/aws-error.ts';
import type { LoggedCall } from '../kernel/call-log.ts';
import type { Caller } from '../kernel/caller.ts';
import { ConnectionCut } from '../kernel/faults.ts';
import type { Place } from './place.ts';

/**
 * Notes a request in the log, and how it was answered.
 *
 * @param operation `model:Operation`
 * @param statusOf what an answer that is no error goes out with
 */
export async function logged<T>(
  place: Place,
  request: { operation: string; input: unknown; caller: Caller },
  answer: (call: LoggedCall) => Promise<T>,
  statusOf: (output: T) => number = () => 200,
): Promise<T> {
  const { accountId, region } = place;
  const call = place.calls.record({ at: place.clock.now(), accountId, region, ...request });
  try {
    const output = await answer(call);
    place.calls.answered(call, statusOf(output));
    return output;
  } catch (error) {
    place.calls.answered(call, error instanceof ConnectionCut ? undefined : error instanceof AwsError ? error.status : 500);
    throw error;
  }
}
