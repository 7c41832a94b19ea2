import type { Place } from './clients.ts';
import { signedRequest } from './signed-request.ts';

type Credentials = Awaited<ReturnType<NonNullable<Place['credentials']>>>;

/**
 * Credentials of another account's role, for a place's clients. They last an hour, which no invocation does: when they end is not told, so that
 * clients take them as they are.
 *
 * @param externalId what the role's trust policy asks for
 */
export function assumedRole(roleArn: string, externalId: string): () => Promise<Credentials> {
  return async () => {
    const body = new URLSearchParams({
      ...{ Action: 'AssumeRole', Version: '2011-06-15', RoleArn: roleArn, ExternalId: externalId },
      ...{ RoleSessionName: 'cloudhsm-lifecycle-audit', DurationSeconds: '3600' },
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const text = await signedRequest(undefined, { service: 'sts', headers, body });
    const member = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';
    return {
      accessKeyId: member('AccessKeyId'),
      secretAccessKey: member('SecretAccessKey'),
      sessionToken: member('SessionToken'),
    };
  };
}
