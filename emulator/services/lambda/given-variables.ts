import { invalidParameter } from './mistake.ts';

const mostBytes = 4096;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, "Defined runtime environment variables" */
const reserved = [
  ...['_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_DEFAULT_REGION', 'AWS_REGION', 'AWS_EXECUTION_ENV'],
  ...['AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_INITIALIZATION_TYPE'],
  ...['AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_LAMBDA_RUNTIME_API', 'LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR'],
  ...['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
];

const because = 'Lambda was unable to configure your environment variables because the environment variables you have provided';

/** @throws AwsError InvalidParameterValueException for variables that Lambda sets itself, or too much of them */
export function checkVariables(variables: Record<string, string>): void {
  const taken = Object.keys(variables).filter((name) => reserved.includes(name));
  if (taken.length > 0) {
    const keys = `Reserved keys used in this request: ${taken.join(', ')}`;
    throw invalidParameter(`${because} contains reserved keys that are currently not supported for modification. ${keys}`);
  }
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) > mostBytes)
    throw invalidParameter(`${because} exceeded the ${mostBytes / 1024}KB limit. String measured: ${text}`);
}
