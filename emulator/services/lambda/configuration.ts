import type { LambdaFunction } from './function.ts';

/** The FunctionConfiguration shape. */
export function configurationOf(fn: LambdaFunction): object {
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Runtime: fn.runtime,
    Role: fn.roleArn,
    Handler: fn.handler,
    CodeSize: fn.codeSize,
    Description: fn.description,
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMegabytes,
    LastModified: `${fn.createdAt.toISOString().slice(0, -1)}+0000`,
    CodeSha256: fn.codeSha256,
    Version: '$LATEST',
    Environment: Object.keys(fn.environment).length > 0 ? { Variables: fn.environment } : undefined,
    TracingConfig: { Mode: 'PassThrough' },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: 'Text', LogGroup: fn.logGroup },
  };
}
