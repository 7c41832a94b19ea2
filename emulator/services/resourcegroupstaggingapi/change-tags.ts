import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import { changeBucket } from './bucket-tags.ts';
import type { TaggingPlace } from './needs.ts';
import { invalidParameter } from './refusals.ts';
import { type TagChange, tagRequest } from './tag-requests.ts';
import { homeOfIam } from './tagged-resource.ts';

/** Why a resource has not been changed, in the words and with the code of its own service (API reference, FailureInfo). */
interface FailureInfo {
  StatusCode: number;
  ErrorCode: string;
  ErrorMessage: string;
}

/**
 * Has each service change the tags of its resources in the caller's name, who needs its permission, too.
 *
 * @returns those that failed, by ARN
 * @throws AwsError InvalidParameterException where something is no ARN, or one of another partition
 */
export async function changeTags(
  place: TaggingPlace,
  caller: Caller,
  arns: string[],
  change: TagChange,
): Promise<{ FailedResourcesMap: Record<string, FailureInfo> }> {
  for (const arn of arns) checkArn(place, arn);
  const failed: Record<string, FailureInfo> = {};
  for (const arn of new Set(arns)) {
    try {
      await changeOne(place, inTheNameOf(caller), arn, change);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed[arn] = { StatusCode: error.status, ErrorCode: error.code, ErrorMessage: error.message };
    }
  }
  return { FailedResourcesMap: failed };
}

async function changeOne(place: TaggingPlace, caller: Caller, arn: string, change: TagChange): Promise<void> {
  if (!isHere(place, arn)) throw invalidParameter(`${arn} is not in ${place.region} of account ${place.accountId}`);
  const bucket = /^arn:[^:]*:s3:::([^/]+)$/.exec(arn)?.[1];
  if (bucket) return changeBucket(place, caller, bucket, change);
  const request = tagRequest(place, arn, change);
  if (!request) throw invalidParameter(`Tags of ${arn}: not emulated; docs/api-coverage.md lists what is`);
  const { service, operation, input } = request;
  if (service === 'dynamodb') await place.dynamodb.call(operation, input, caller);
  else await place.call(service, operation, input, caller);
}

/** An ARN of S3 or IAM names no region, and one of S3 no account either. */
function isHere({ region, accountId }: TaggingPlace, arn: string): boolean {
  const [, , service, inRegion, ofAccount] = arn.split(':');
  if (ofAccount !== '' && ofAccount !== accountId) return false;
  return service === 'iam' ? region === homeOfIam : inRegion === '' || inRegion === region;
}

/** boto/boto3#2760 has the words. */
function checkArn({ partition }: TaggingPlace, arn: string): void {
  const parts = arn.split(':');
  if (parts[0] !== 'arn' || parts.length < 6) throw invalidParameter(`${arn} not a valid AmazonResourceName (ARN)`);
  if (parts[1] !== partition) throw invalidParameter(`The partition of ${arn} is not ${partition}`);
}

/** The request to the other service goes AWS's own ways, not through the VPC that the caller runs in. */
function inTheNameOf(caller: Caller): Caller {
  return caller.kind === 'role' ? { ...caller, activity: undefined } : caller;
}
