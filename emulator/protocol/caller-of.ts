import type { IncomingMessage } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';
import { type Activity, type Caller, sessionArn } from '../kernel/caller.ts';
import { partitionOf } from '../models/regions.ts';
import type { AnsweringCloud, AnsweringPlace } from './cloud.ts';

/** What SigV4 names, in a header or in the address: `Credential=ACCESS_KEY/20260105/REGION/SERVICE/aws4_request`. */
function scopeOf({ headers, url = '' }: IncomingMessage): { accessKeyId?: string; region?: string; signingName?: string } {
  const signed = headers.authorization ?? url.replaceAll(/%2f/gi, '/');
  const scope = /Credential=([^/&]+)\/(?:\d+\/([^/&]+)\/(?:([^/&]+)\/)?)?/.exec(signed);
  return { accessKeyId: scope?.[1], region: scope?.[2], signingName: scope?.[3] };
}

/**
 * Who sends a request, and where it goes: to the account of its credentials and the region that it is signed for. Callers are known
 * by the access key of their signature; the signature itself is not checked. Twelve digits are a person of that account.
 *
 * @throws AwsError ExpiredTokenException, InvalidSignatureException
 */
export function callerOf<P extends AnsweringPlace>(cloud: AnsweringCloud<P>, request: IncomingMessage): { place: P; caller: Caller } {
  const { home, kernel } = cloud;
  const { accessKeyId = 'anonymous', region = home.region } = scopeOf(request);
  const partition = partitionOf(region);
  if (!partition) throw new AwsError('UnrecognizedClientException', `The request is signed for ${region}, which is no region of AWS`);
  const activity = kernel.activities.find(accessKeyId);
  if (activity) {
    return inRole(cloud, region, { ...activity, accessKeyId }, activity);
  }
  const session = kernel.sessions.find(accessKeyId);
  if (session?.roleArn !== undefined) return inRole(cloud, region, session, undefined);
  if (kernel.activities.expired(accessKeyId) || kernel.sessions.expired(accessKeyId)) {
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
  }
  const accountId = session?.accountId ?? (/^\d{12}$/.test(accessKeyId) ? accessKeyId : home.accountId);
  const arn = `arn:${partition}:iam::${accountId}:root`;
  return { place: cloud.at(accountId, region), caller: { kind: 'person', arn, accessKeyId } };
}

/** Whether a request says who sends it and where it goes. */
export function isSigned(request: IncomingMessage): boolean {
  return scopeOf(request).accessKeyId !== undefined;
}

function inRole<P extends AnsweringPlace>(
  cloud: AnsweringCloud<P>,
  region: string,
  { roleArn, sessionName, accessKeyId }: { roleArn: string; sessionName: string; accessKeyId: string },
  activity: Activity | undefined,
): { place: P; caller: Caller } {
  const accountId = roleArn.split(':')[4] || cloud.home.accountId;
  return {
    place: cloud.at(accountId, region),
    caller: { kind: 'role', arn: sessionArn(roleArn, sessionName), roleArn, accessKeyId, activity },
  };
}

/** The service that a request is signed for, as in `kms` or `monitoring`. */
export function signingNameOf(request: IncomingMessage): string | undefined {
  return scopeOf(request).signingName;
}
