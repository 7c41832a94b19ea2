import { usualAgeSeconds, usualRetries } from './event-invoke-config.ts';
import type { LambdaFunction } from './function.ts';
import type { InvocationRequest } from './invocation-context.ts';
import type { LambdaPlace } from './state.ts';

/** Lambda's own back-off between the three attempts of an asynchronous invocation. */
const retryAfterSeconds = [60, 120];

/**
 * Runs an event in the background; after an error Lambda tries it twice more, under the same request id, unless what it was asked for by
 * is configured to be tried less often or for a shorter time.
 */
export async function invokeAsynchronously(
  place: LambdaPlace,
  fn: LambdaFunction,
  event: string,
  request: InvocationRequest,
): Promise<void> {
  const config = place.lambda.eventInvokeConfigs.get(`${fn.arn}:${request.qualifier ?? '$LATEST'}`);
  const { retries = usualRetries, ageSeconds = usualAgeSeconds } = config ?? {};
  const began = place.clock.now();
  for (const delay of [...retryAfterSeconds.slice(0, retries), undefined]) {
    const { functionError } = await place.lambda.invoke(fn, event, request);
    if (!functionError || delay === undefined) return;
    if ((place.clock.now() - began) / 1000 + delay > ageSeconds) return;
    await place.clock.sleep(delay, `retry of ${fn.name}`);
  }
}
