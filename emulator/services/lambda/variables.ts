import type { Credentials } from '../../kernel/activities.ts';
import type { Place } from '../../service/place.ts';
import type { LambdaFunction } from './function.ts';

/**
 * The environment of an invocation: the function's variables, what Lambda has where it has none of its own, and what Lambda sets in any
 * case; AWS_ENDPOINT_URL, which points SDKs to this emulator, is the only other one. AWS_CREDENTIAL_EXPIRATION: see ./runtime/process-environment.ts.
 */
export function variablesOf(
  place: Place,
  { name, version, environment, memoryMegabytes, logGroup, handler, runtime, root }: LambdaFunction,
  invocation: { credentials: Credentials; logStream: string; traceId: string },
): Record<string, string> {
  const { credentials, logStream, traceId } = invocation;
  return {
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/bin',
    TZ: ':UTC',
    ...environment,
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL: place.url,
    _HANDLER: handler,
    _X_AMZN_TRACE_ID: traceId,
    LAMBDA_TASK_ROOT: root,
  };
}
