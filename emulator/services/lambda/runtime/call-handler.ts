import type { Handler } from './load-handler.ts';
import type { InvocationContext } from './protocol.ts';
import { RuntimeError } from './runtime-error.ts';
import { virtualNow } from './virtual-timers.ts';

/**
 * Calls a handler as the function's runtime would and resolves with its answer. Until `nodejs22.x` a handler may answer by
 * callback, and the value that a synchronous one returns is not its answer; since `nodejs24.x` it is the other way around.
 *
 * @param onIdle registers what happens when nothing is left to do and there is no answer
 */
export function callHandler(
  handler: Handler,
  runtime: string,
  event: unknown,
  context: InvocationContext,
  onIdle: (settle: () => void) => void,
): Promise<unknown> {
  const takesCallback = Number(/\d+/.exec(runtime)?.[0]) < 24;
  if (!takesCallback && handler.length >= 3) {
    const why = 'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.';
    const remedy =
      'You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';
    throw new RuntimeError('CallbackHandlerDeprecated', `${why} ${remedy}`);
  }
  return new Promise((resolve, reject) => {
    const { remainingMilliseconds, ...rest } = context;
    const end = virtualNow() + remainingMilliseconds;
    const lambdaContext = { ...rest, callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis: () => end - virtualNow() };
    onIdle(() => (handler.constructor.name === 'AsyncFunction' || !takesCallback ? reject(unsettled()) : resolve(null)));
    const answer = (error: unknown, result?: unknown) => {
      if (error !== undefined && error !== null) reject(error);
      else if (lambdaContext.callbackWaitsForEmptyEventLoop) onIdle(() => resolve(result));
      else resolve(result);
    };
    const returned = takesCallback ? handler(event, lambdaContext, answer) : handler(event, lambdaContext);
    if (typeof (returned as Promise<unknown> | undefined)?.then === 'function') (returned as Promise<unknown>).then(resolve, reject);
    else if (!takesCallback) resolve(returned);
  });
}

function unsettled(): RuntimeError {
  const what = 'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that';
  return new RuntimeError(
    'NodeJsExit',
    `${what} was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes`,
  );
}
