import type { IncomingMessage } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';
import type { Caller } from '../kernel/caller.ts';
import { partitionOf } from '../service/partition.ts';
import type { AnsweringCloud, AnsweringPlace } from './cloud.ts';

/** What SigV4 names: `Credential=ACCESS_KEY/20260105/REGION/SERVICE/aws4_request`. */
function scopeOf({ headers }: IncomingMessage): { accessKeyId?: string; region?: string; signingName?: string } {
  const scope = /Credential=([^/]+)\/(?:\d+\/([^/]+)\/(?:([^/]+)\/)?)?/.exec(String(headers.authorization ?? ''));
  return { accessKeyId: scope?.[1], region: scope?.[2], signingName: scope?.[3] };
}

/**
 * Who sends a request, and where it goes: to the account of its credentials and the region that it is signed for. Callers are known
 * by the access key of their signature; the signature itself is not checked. Twelve digits are a person of that account.
 *
 * @throws AwsError ExpiredTokenException
 */
export function callerOf<P extends AnsweringPlace>(cloud: AnsweringCloud<P>, request: IncomingMessage): { place: P; caller: Caller } {
  const { home, kernel } = cloud;
  const { accessKeyId = 'anonymous', region = home.region } = scopeOf(request);
  const activity = kernel.activities.find(accessKeyId);
  if (activity) {
    const { roleArn, sessionName } = activity;
    const [, partition, , , accountId] = roleArn.split(':') as [string, string, string, string, string];
    const arn = `arn:${partition}:sts::${accountId}:assumed-role/${roleArn.split('/').at(-1)}/${sessionName}`;
    return { place: cloud.at(accountId, region), caller: { kind: 'role', arn, roleArn, accessKeyId, activity } };
  }
  if (kernel.activities.expired(accessKeyId)) {
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
  }
  const accountId = /^\d{12}$/.test(accessKeyId) ? accessKeyId : home.accountId;
  const arn = `arn:${partitionOf(region)}:iam::${accountId}:root`;
  return { place: cloud.at(accountId, region), caller: { kind: 'person', arn, accessKeyId } };
}

/** Whether a request says who sends it and where it goes. */
export function isSigned(request: IncomingMessage): boolean {
  return scopeOf(request).accessKeyId !== undefined;
}

/** The service that a request is signed for, as in `kms` or `monitoring`. */
export function signingNameOf(request: IncomingMessage): string | undefined {
  return scopeOf(request).signingName;
}
