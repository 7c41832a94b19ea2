import { SignatureV4 } from '@smithy/signature-v4';
import type { Place } from './clients.ts';
import { s3 } from './s3.ts';
import { setting } from './setting.ts';

type Credentials = Awaited<ReturnType<NonNullable<Place['credentials']>>> & { expiration: Date };

/**
 * Credentials of another account's role, for a place's clients. The one request is signed here: in a function's bundle STS's own client
 * is left out, and would be a tenth of it.
 *
 * @param externalId what the role's trust policy asks for
 */
export function assumedRole(roleArn: string, externalId: string): () => Promise<Credentials> {
  return async () => {
    const url = new URL(process.env.AWS_ENDPOINT_URL ?? stsOf(setting('AWS_REGION')));
    const body = new URLSearchParams({
      ...{ Action: 'AssumeRole', Version: '2011-06-15', RoleArn: roleArn, ExternalId: externalId },
      ...{ RoleSessionName: 'cloudhsm-lifecycle-audit', DurationSeconds: '3600' },
    }).toString();
    const { credentials, sha256 } = s3().config;
    const signer = new SignatureV4({ credentials, sha256, service: 'sts', region: setting('AWS_REGION') });
    const headers = { host: url.host, 'content-type': 'application/x-www-form-urlencoded' };
    const signed = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      headers,
      body,
      query: {},
    });
    const answer = await fetch(url, { method: 'POST', headers: signed.headers, body });
    return read(await answer.text(), answer.status, roleArn);
  };
}

/** @throws Error as the SDK's clients do, by the service's name for it */
function read(text: string, status: number, roleArn: string): Credentials {
  const member = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  if (status !== 200) {
    const error = new Error(member('Message') ?? `STS answered ${status} for ${roleArn}`);
    throw Object.assign(error, { name: member('Code') ?? 'ServiceFailure', $metadata: { httpStatusCode: status } });
  }
  return {
    accessKeyId: member('AccessKeyId') ?? '',
    secretAccessKey: member('SecretAccessKey') ?? '',
    sessionToken: member('SessionToken') ?? '',
    expiration: new Date(member('Expiration') ?? 0),
  };
}

function stsOf(region: string): string {
  return `https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
