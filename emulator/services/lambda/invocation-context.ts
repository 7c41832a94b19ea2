import type { Place } from '../../service/place.ts';
import type { LambdaFunction } from './function.ts';
import type { InvocationContext } from './runtime/protocol.ts';

/** What a handler is told of its invocation. */
export function contextOf(
  { name, arn, version, memoryMegabytes, logGroup }: LambdaFunction,
  { requestId, logStream, remaining }: { requestId: string; logStream: string; remaining: number },
): InvocationContext {
  return {
    functionName: name,
    functionVersion: version,
    invokedFunctionArn: version === '$LATEST' ? arn : `${arn}:${version}`,
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId: requestId,
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
