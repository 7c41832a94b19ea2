import { AwsError } from '../../kernel/aws-error.ts';
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

const beginning = {
  State: 'Pending',
  StateReason: 'The function is being created.',
  StateReasonCode: 'Creating',
  LastUpdateStatus: undefined,
};

/** As long as it is made or changed, which is over at the next look. */
export function beginningOf(place: LambdaPlace, fn: LambdaFunction): object {
  return { ...configurationOf(place, fn), ...beginning, RevisionId: passingRevisionOf(place, fn) };
}

export function changingOf(place: LambdaPlace, fn: LambdaFunction): object {
  const why = { LastUpdateStatusReason: 'The function is being created.', LastUpdateStatusReasonCode: 'Creating' };
  return { ...configurationOf(place, fn), LastUpdateStatus: 'InProgress', ...why, RevisionId: passingRevisionOf(place, fn) };
}

/** A version that has just been published with new code. */
export function publishingOf(place: LambdaPlace, version: LambdaFunction): object {
  return { ...publishedOf(place, version), ...beginning };
}

/** A version under its own ARN. */
export function publishedOf(place: LambdaPlace, version: LambdaFunction): object {
  return { ...configurationOf(place, version), FunctionArn: `${version.arn}:${version.version}` };
}

/** While it is made or changed: what is then done is a revision of its own, as recorded. */
function passingRevisionOf({ random }: LambdaPlace, { arn, codeSha256, revision }: LambdaFunction): string {
  return random.uuid('revision', arn, codeSha256, revision, 'passing');
}

export function revisionOf({ random }: LambdaPlace, { arn, codeSha256, revision, version }: LambdaFunction): string {
  return random.uuid('revision', arn, codeSha256, ...(version === '$LATEST' ? [] : [version]), ...(revision > 0 ? [revision] : []));
}

/** @throws AwsError PreconditionFailedException */
export function checkRevision(place: LambdaPlace, fn: LambdaFunction, revisionId: string | undefined): void {
  checkRevisionId(revisionId, revisionOf(place, fn), 'GetFunction/GetAlias');
}

/** @param api what tells the latest one @throws AwsError PreconditionFailedException */
export function checkRevisionId(given: string | undefined, latest: string, api: 'GetFunction/GetAlias' | 'GetPolicy'): void {
  if (given === undefined || given === latest) return;
  const why = `The Revision Id provided does not match the latest Revision Id. Call the ${api} API to retrieve the latest Revision Id`;
  throw new AwsError('PreconditionFailedException', why, { status: 412, fields: { Type: 'User' } });
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
    Version: fn.version,
    Environment: fn.environment && { Variables: fn.environment },
    TracingConfig: { Mode: fn.tracing },
    PackageType: 'Zip',
    Architectures: fn.architectures,
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RevisionId: revisionOf(place, fn),
    LoggingConfig: { ...logFormatOf(fn), LogGroup: fn.logGroup },
  };
}

/** What a list tells of `$LATEST` and of the versions that are published, by their own ARNs. */
export function listedVersionsOf(place: LambdaPlace, fn: LambdaFunction): object[] {
  const versions = [fn, ...place.lambda.published(fn.name).versions.values()];
  return versions.map((each) => ({ ...listedConfigurationOf(place, each), FunctionArn: `${fn.arn}:${each.version}` }));
}

/** JSON has levels, INFO by default, as recorded; text has none. */
function logFormatOf({ logFormat: { LogFormat = 'Text', ...levels } }: LambdaFunction): LogFormat {
  return LogFormat === 'Text' ? { LogFormat } : { LogFormat, ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO', ...levels };
}
