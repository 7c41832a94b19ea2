import type { LambdaFunction } from './function.ts';
import type { InvocationRequest } from './invocation-context.ts';
import type { LambdaPlace } from './state.ts';

/** Lambda's own back-off between the three attempts of an asynchronous invocation. */
const retryAfterSeconds = [60, 120];

/** Runs an event in the background; after an error Lambda tries it twice more, under the same request id. */
export async function invokeAsynchronously(
  place: LambdaPlace,
  fn: LambdaFunction,
  event: string,
  request: InvocationRequest,
): Promise<void> {
  for (const delay of [...retryAfterSeconds, undefined]) {
    const { functionError } = await place.lambda.invoke(fn, event, request);
    if (!functionError || delay === undefined) return;
    await place.clock.sleep(delay, `retry of ${fn.name}`);
  }
}
