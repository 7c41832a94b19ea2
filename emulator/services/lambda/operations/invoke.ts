import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { invokeAsynchronously } from '../asynchronous-invocation.ts';
import { qualifierIn, versionNamed } from '../function-name.ts';
import { payloadProblem } from '../payload-problem.ts';
import { onInvoked } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

interface InvokeInput {
  FunctionName: string;
  Qualifier?: string;
  InvocationType?: 'RequestResponse' | 'Event' | 'DryRun';
  LogType?: 'None' | 'Tail';
  Payload?: Buffer;
}

const largestPayload = { RequestResponse: 6_291_456, DryRun: 6_291_456, Event: 1_048_576 };

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke: Operation<InvokeInput, LambdaPlace> = {
  refuses: ['ClientContext', 'DurableExecutionName', 'TenantId'],
  action: 'InvokeFunction',
  resources: onInvoked,
  async run(input, call) {
    const { place } = call;
    const type = input.InvocationType ?? 'RequestResponse';
    // recorded: of a function that is not there, Invoke names the version
    const named = versionNamed(place, input.FunctionName, input.Qualifier, '$LATEST');
    const event = eventOf(input.Payload ?? Buffer.alloc(0), type);
    if (type === 'DryRun') return { StatusCode: 204 };
    const qualifier = qualifierIn(input.FunctionName, input.Qualifier);
    const fn = place.lambda.drawn(named.name, qualifier) ?? named;
    const request = { id: place.lambda.requestId(fn), qualifier };
    if (type === 'Event') {
      void invokeAsynchronously(place, fn, event, request);
      return { StatusCode: 202 };
    }
    const { payload, functionError, log } = await call.park(place.lambda.invoke(fn, event, request));
    return {
      StatusCode: 200,
      ExecutedVersion: fn.version,
      Payload: payload,
      FunctionError: functionError,
      LogResult: input.LogType === 'Tail' ? log : undefined,
    };
  },
};

function eventOf(payload: Buffer, type: keyof typeof largestPayload): string {
  const limit = largestPayload[type];
  if (payload.length > limit) {
    const message =
      type === 'Event'
        ? `${payload.length} byte payload is too large for the Event invocation type (limit ${limit} bytes)`
        : `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
    throw new AwsError('RequestEntityTooLargeException', message, { status: 413, fields: { Type: 'User' } });
  }
  const problem = payload.length > 0 && payloadProblem(payload);
  if (problem) {
    const why = `Could not parse request body into json: Could not parse payload into json: ${problem}`;
    throw new AwsError('InvalidRequestContentException', why, { fields: { Type: 'User' } });
  }
  return payload.toString() || '{}';
}
