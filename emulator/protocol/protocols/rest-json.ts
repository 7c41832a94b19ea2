import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../kernel/aws-error.ts';
import { loadModel } from '../../models/model.ts';
import { notEmulated } from '../../service/not-emulated.ts';
import { callerOf, isSigned, signingNameOf } from '../caller-of.ts';
import type { AnsweringCloud } from '../cloud.ts';
import { decodeRest, encodeRest, matchRest } from '../rest-json-codec.ts';
import { type Answer, answered } from './answer.ts';
import { formRefusal } from './query.ts';
import { anonymousRefusal } from './rest-xml.ts';

/** The operation is in the path and the method: Lambda. Another path that nobody has signed is an object's. */
export async function answerRest(cloud: AnsweringCloud, url: URL, request: IncomingMessage, body: Buffer): Promise<Answer> {
  try {
    const method = request.method ?? 'GET';
    if (url.pathname === '/' && !isSigned(request))
      throw new AwsError('MissingAuthenticationTokenException', whatItIs(url), { status: 403 });
    for (const service of cloud.services.values()) {
      const model = loadModel(service.model);
      if (model.metadata.protocol !== 'rest-json') continue;
      const matched = matchRest(model, method, url.pathname);
      if (!matched) continue;
      const input = decodeRest(model, matched.operation, matched.labels, { method, url, headers: request.headers, body });
      const { place, caller } = callerOf(cloud, request);
      const output = await place.call(service.model, matched.operation, input, caller);
      return encodeRest(model, matched.operation, output);
    }
    if (!isSigned(request) && !isOfService(cloud, url)) return anonymousRefusal(request);
    const { code, message } = notEmulated(signingNameOf(request) ?? 'a service', `${method} ${url.pathname}`);
    throw new AwsError(code, message, { status: 404 });
  } catch (thrown) {
    const error = answered(thrown);
    return readsXml(request) ? formRefusal(error) : restRefusal(error);
  }
}

/** For somebody who looks at it in a browser, or with curl. */
function whatItIs({ origin }: URL): string {
  return `this is a local AWS, which an SDK or the AWS CLI asks with AWS_ENDPOINT_URL=${origin}; GET ${origin}/_emulator/health says how it is`;
}

/** Whether a service has other operations whose paths begin as this one does. */
function isOfService({ services }: AnsweringCloud, { pathname }: URL): boolean {
  const models = [...services.values()].map(({ model }) => loadModel(model)).filter(({ metadata }) => metadata.protocol === 'rest-json');
  return models.some(({ operations }) => Object.values(operations).some(({ http }) => top(http!.requestUri) === top(pathname)));
}

/** What a path begins with: `2015-03-31`. */
function top(path: string): string | undefined {
  return path.split('/')[1];
}

/** Services whose clients find no error in JSON: they are not here, and that is to be said. */
function readsXml(request: IncomingMessage): boolean {
  return ['route53', 'cloudfront'].includes(signingNameOf(request) ?? '');
}

export function restRefusal({ code, message, status, fields }: AwsError): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status, headers, body: JSON.stringify({ message, Message: message, ...fields }) };
}
