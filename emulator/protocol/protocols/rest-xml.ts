import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../kernel/aws-error.ts';
import { loadModel } from '../../models/model.ts';
import { notEmulated } from '../../service/not-emulated.ts';
import { unchunked } from '../aws-chunked.ts';
import { callerOf, signingNameOf } from '../caller-of.ts';
import type { AnsweringCloud } from '../cloud.ts';
import {
  type Addressed,
  decodeRestXml,
  encodeRestXml,
  encodeRestXmlError,
  matchRestXml,
  requestIds,
  strangeHeader,
} from '../rest-xml-codec.ts';
import { type Answer, answered } from './answer.ts';
import { answerS3Control, speaksS3Control } from './s3-control.ts';

/** Signatures of version 2, which no other service here has ever taken, name no service. */
const ofVersion2 = { header: /^AWS [^:]+:/, address: /[?&]AWSAccessKeyId=/ };

export function speaksS3(request: IncomingMessage): boolean {
  const { headers, url = '' } = request;
  if (ofVersion2.header.test(headers.authorization ?? '') || ofVersion2.address.test(url)) return true;
  return signingNameOf(request) === 's3';
}

/** Why a request is not taken as it is signed. */
function signedOtherwise({ headers, url = '' }: IncomingMessage): string | undefined {
  if (/[?&]X-Amz-Signature=/i.test(url) || ofVersion2.address.test(url)) return 'presigned URL';
  return ofVersion2.header.test(headers.authorization ?? '') ? 'signature of version 2' : undefined;
}

/** The bucket is in the path, or before the host's name; the answer is XML, headers and the object itself: S3. */
export async function answerRestXml(cloud: AnsweringCloud, url: URL, request: IncomingMessage, body: Buffer): Promise<Answer> {
  if (speaksS3Control(url, request)) return answerS3Control(cloud, url, request, body);
  const method = request.method ?? 'GET';
  try {
    const signed = signedOtherwise(request);
    if (signed) throw notEmulated('s3', signed);
    const model = loadModel('s3');
    const addressed = addressOf(request);
    const operation = matchRestXml(model, method, addressed, url.searchParams, request.headers);
    const strange = operation && strangeHeader(model, operation, request.headers);
    if (!operation || strange) {
      const { code, message } = notEmulated('s3', `${method} ${url.pathname}${url.search}${strange ? ` with ${strange}` : ''}`);
      throw new AwsError(code, message, { status: 404 });
    }
    const sent = unchunked(request.headers, body);
    const input = decodeRestXml(model, operation, addressed, { method, url, ...sent });
    const { place, caller } = callerOf(cloud, request);
    const answer = encodeRestXml(model, operation, await place.call('s3', operation, input, caller));
    return { ...answer, headers: { ...requestIds(), ...answer.headers } };
  } catch (thrown) {
    return s3Refusal(request, answered(thrown));
  }
}

/** Nobody without credentials gets into a bucket here. */
export function anonymousRefusal(request: IncomingMessage): Answer {
  return s3Refusal(request, new AwsError('AccessDenied', 'Access Denied', { status: 403 }));
}

/** An answer to HEAD has no body: its error is the status alone. */
export function s3Refusal({ method }: IncomingMessage, error: AwsError): Answer {
  const answer = encodeRestXmlError(error);
  return method === 'HEAD' || error.status === 304 ? { ...answer, body: '' } : answer;
}

/**
 * The path as it was sent: of S3's keys, `..` and `//` are a part. A bucket stands before `.localhost` as it stands before
 * `.s3.REGION.amazonaws.com`; whoever asks an IP address puts it into the path, and so do SDKs.
 */
function addressOf({ url = '/', headers }: IncomingMessage): Addressed {
  const path = url
    .split('?')[0]!
    .replace(/^https?:\/\/[^/]+/, '')
    .slice(1);
  const virtual = /^([^:]+?)(?:\.s3(?:[.-][a-z0-9-]+)?)?\.localhost(?::\d+)?$/.exec(headers.host ?? '')?.[1];
  if (virtual !== undefined && !/^s3([.-]|$)/.test(virtual)) return { bucket: virtual, key: decoded(path) };
  const [bucket = '', ...key] = path.split('/');
  return { bucket: decoded(bucket), key: decoded(key.join('/')) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}
