import { SignatureV4 } from '@smithy/signature-v4';
import { exchange, type HttpAnswer } from '../http-exchange.ts';
import type { Place } from './clients.ts';
import { s3 } from './s3.ts';

interface Asked {
  /** As AWS signs for it, and as its host begins. */
  service: string;
  path?: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Sends one signed request where a service's own client would be most of a function's bundle.
 *
 * @returns the text of the answer
 * @throws Error as the SDK's clients do, by the service's name for it
 */
export async function signedRequest(place: Place | undefined, { service, path = '/', headers, body }: Asked): Promise<string> {
  const { credentials, sha256, region: regionOf } = s3(place).config;
  const region = await regionOf();
  const url = new URL(path, process.env.AWS_ENDPOINT_URL ?? hostOf(service, region));
  const signer = new SignatureV4({ credentials, sha256, service, region });
  const request = { protocol: url.protocol, hostname: url.hostname, path, query: {}, body };
  const signed = await signer.sign({ ...request, method: 'POST', headers: { host: url.host, ...headers } });
  const answer = await exchange(url, { method: 'POST', headers: signed.headers, body }).catch(unreached);
  if (answer.status < 300) return answer.text;
  throw refusal(service, answer);
}

function hostOf(service: string, region: string): string {
  return `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** As the SDK calls it where nobody answers. */
function unreached(error: Error): never {
  throw Object.assign(new Error(error.message, { cause: error }), { name: 'TimeoutError' });
}

/** JSON or XML, by the service's protocol. */
function refusal(service: string, { status: httpStatusCode, headers, text }: HttpAnswer): Error {
  const inXml = (member: string) => new RegExp(`<${member}>([^<]*)</${member}>`).exec(text)?.[1];
  const inJson = (member: string) => new RegExp(`"${member}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(text)?.[1];
  const type = headers['x-amzn-errortype'] as string | undefined;
  const name = (type ?? inJson('__type') ?? inXml('Code') ?? 'ServiceFailure').split(':')[0]!.split('#').at(-1)!;
  const message = inJson('message') ?? inXml('Message') ?? `${service} answered ${httpStatusCode}`;
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}
