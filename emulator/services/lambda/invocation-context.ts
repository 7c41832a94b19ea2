import type { Place } from '../../service/place.ts';
import type { LambdaFunction } from './function.ts';
import type { InvocationContext } from './runtime/protocol.ts';

/** An invocation as it is asked for. */
export interface InvocationRequest {
  id: string;
  /** The version by which the function is asked for, where there is one. */
  qualifier?: string | undefined;
}

/** What a handler is told of its invocation. */
export function contextOf(
  { name, arn, version, memoryMegabytes, logGroup }: LambdaFunction,
  { request, logStream, remaining }: { request: InvocationRequest; logStream: string; remaining: number },
): InvocationContext {
  return {
    functionName: name,
    functionVersion: version,
    invokedFunctionArn: request.qualifier === undefined ? arn : `${arn}:${request.qualifier}`,
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId: request.id,
    logGroupName: logGroup,
    logStreamName: logStream,
    remainingMilliseconds: Math.floor(remaining),
  };
}

/** As X-Ray has it: a trace begins with the second of its start. */
export function traceIdOf({ clock, random }: Place, requestId: string): string {
  const second = Math.floor(clock.now() / 1000).toString(16);
  return `Root=1-${second}-${random.hex(24, 'trace', requestId)};Parent=${random.hex(16, 'trace-parent', requestId)};Sampled=0`;
}
