import type { LambdaFunction, LogFormat } from './function.ts';
import type { LambdaPlace } from './state.ts';

/** The FunctionConfiguration shape. */
export function configurationOf(place: LambdaPlace, fn: LambdaFunction): object {
  const runtimeVersion = place.random.bytes(32, 'runtime', fn.runtime).toString('hex');
  const { partition, region } = place;
  return {
    ...listedConfigurationOf(place, fn),
    State: 'Active',
    LastUpdateStatus: 'Successful',
    RuntimeVersionConfig: { RuntimeVersionArn: `arn:${partition}:lambda:${region}::runtime:${runtimeVersion}` },
  };
}

/** What a list tells of a function: nothing of its state or of its runtime's version, as recorded. */
export function listedConfigurationOf(place: LambdaPlace, fn: LambdaFunction): object {
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
    TracingConfig: { Mode: fn.tracing },
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RevisionId: place.random.uuid('revision', fn.arn, fn.codeSha256),
    LoggingConfig: { ...logFormatOf(fn), LogGroup: fn.logGroup },
  };
}

/** JSON has levels, INFO by default, as recorded; text has none. */
function logFormatOf({ logFormat: { LogFormat = 'Text', ...levels } }: LambdaFunction): LogFormat {
  return LogFormat === 'Text' ? { LogFormat } : { LogFormat, ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO', ...levels };
}
