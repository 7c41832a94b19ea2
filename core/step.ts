import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { toldHere } from './commands-here.ts';
import { serviceError } from './errors/service-error.ts';
import './in-english.ts';
import { logger } from './log.ts';

/**
 * A step of a workflow as a Lambda handler: checks what comes in and what goes out, logs, and turns every error into one whose
 * name the state machines know. It never answers in place of an error, so that Retry and Catch see it.
 *
 * @param act what the step does; it gets the checked input
 */
export function step<In extends z.ZodMiniType, Out extends z.ZodMiniType>(
  Input: In,
  Output: Out,
  act: (input: z.output<In>) => Promise<z.input<Out>>,
): (event: z.input<In>, context: Context) => Promise<z.output<Out>> {
  return middy<z.input<In>, z.output<Out>>()
    .use(injectLambdaContext(logger))
    .use({
      onError: (request) => {
        const error = serviceError(request.error, { doing: 'calling AWS', to: request.context.functionName }) as Error;
        error.message = toldHere(error.message);
        logger.error(error.message, { errorName: error.name });
        request.error = error;
      },
    })
    .handler((async (event: z.input<In>) => checked(Output, await act(checked(Input, event)))) as never) as never;
}

function checked<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw Object.assign(new Error(error.message), { name: 'ZodError' });
}
