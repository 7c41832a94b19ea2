import type { IncomingMessage } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';
import type { Caller } from '../kernel/caller.ts';
import type { World } from '../world.ts';

/** What SigV4 names: `Credential=ACCESS_KEY/20260105/REGION/SERVICE/aws4_request`. */
function scopeOf({ headers }: IncomingMessage): { accessKeyId?: string; region?: string; signingName?: string } {
  const scope = /Credential=([^/]+)\/(?:\d+\/([^/]+)\/(?:([^/]+)\/)?)?/.exec(String(headers.authorization ?? ''));
  return { accessKeyId: scope?.[1], region: scope?.[2], signingName: scope?.[3] };
}

/** Known by the SigV4 credential of its signature; the signature itself is not checked. */
export function callerOf(world: World, request: IncomingMessage): Caller {
  const { accessKeyId = 'anonymous', region = world.region } = scopeOf(request);
  const activity = world.activities.find(accessKeyId);
  if (activity) {
    const roleName = activity.roleArn.split('/').at(-1);
    const arn = `arn:aws:sts::${world.accountId}:assumed-role/${roleName}/${activity.sessionName}`;
    return { kind: 'role', arn, roleArn: activity.roleArn, accessKeyId, activity, region };
  }
  if (world.activities.expired(accessKeyId)) {
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
  }
  return { kind: 'person', arn: `arn:aws:iam::${world.accountId}:root`, accessKeyId, region };
}

/** The service that a request is signed for, as in `kms` or `monitoring`. */
export function signingNameOf(request: IncomingMessage): string | undefined {
  return scopeOf(request).signingName;
}
