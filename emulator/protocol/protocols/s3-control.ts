import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../kernel/aws-error.ts';
import { loadModel } from '../../models/model.ts';
import { notEmulated } from '../../service/not-emulated.ts';
import { unchunked } from '../aws-chunked.ts';
import { callerOf } from '../caller-of.ts';
import type { AnsweringCloud } from '../cloud.ts';
import { writeXml } from '../query-codec.ts';
import { decodeRest } from '../rest-json-codec.ts';
import { encodeRestXml, requestIds } from '../rest-xml-codec.ts';
import { decodeXml } from '../xml-body.ts';
import { type Answer, answered } from './answer.ts';

const tags = '/v20180820/tags/';

/** It is signed as S3 is, and says the account; clients ask the account's host, `123456789012.localhost`. */
export function speaksS3Control({ pathname }: URL, { headers }: IncomingMessage): boolean {
  return pathname.startsWith('/v20180820/') && headers['x-amz-account-id'] !== undefined;
}

export async function answerS3Control(cloud: AnsweringCloud, url: URL, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const method = request.method ?? 'GET';
  try {
    const model = loadModel('s3control');
    const operation =
      url.pathname.startsWith(tags) && Object.keys(model.operations).find((one) => model.operations[one]!.http!.method === method);
    if (!operation) {
      const { code, message } = notEmulated('s3control', `${method} ${url.pathname}`);
      throw new AwsError(code, message, { status: 404 });
    }
    const resourceArn = decodeURIComponent(url.pathname.slice(tags.length));
    const { headers, body: sent } = unchunked(request.headers, body);
    const located = decodeRest(model, operation, { resourceArn }, { method, url, headers, body: Buffer.alloc(0) }) as object;
    const said = sent.length > 0 ? (decodeXml(model, model.operations[operation]!.input!, sent) as object) : {};
    const { place, caller } = callerOf(cloud, request);
    const answer = encodeRestXml(model, operation, await place.call('s3control', operation, { ...said, ...located }, caller));
    return { ...answer, headers: { ...requestIds(), ...answer.headers } };
  } catch (thrown) {
    return refusal(answered(thrown));
  }
}

/** Around the error stands another element, unlike in S3. */
function refusal({ code, message, status, fields }: AwsError): Answer {
  const ids = requestIds();
  const error = { Error: { Code: code, Message: message, ...fields }, RequestId: ids['x-amz-request-id'], HostId: ids['x-amz-id-2'] };
  return { status, headers: { ...ids, 'content-type': 'application/xml' }, body: writeXml({ ErrorResponse: error }) };
}
