import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Model } from '../../models/model.ts';
import { notEmulated } from '../../service/not-emulated.ts';
import { callerOf, signingNameOf } from '../caller-of.ts';
import type { AnsweringCloud } from '../cloud.ts';
import { formFields, textAt } from '../form-fields.ts';
import { decodeQuery, encodeXml, encodeXmlError } from '../query-codec.ts';
import { type Answer, answered } from './answer.ts';
import { formModel } from './query-error.ts';

/**
 * A form is a body, or stands in the address: that of a request that was signed beforehand, for one, or of a POST that says nothing of what
 * its body is (localstack's test_publish_by_path_parameters, validated on AWS).
 */
export function speaksForms(request: IncomingMessage): boolean {
  const mayStandInAddress = request.method === 'GET' || (request.method === 'POST' && request.headers['content-type'] === undefined);
  return isForm(request) || (mayStandInAddress && /[?&]Action=/.test(request.url ?? ''));
}

function isForm({ headers }: IncomingMessage): boolean {
  return String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

const withoutAction = 'without Action in the form';

/** Forms in, XML out: EC2, SNS, STS, and CloudWatch and SQS as older clients speak to them. */
export async function answerQuery(cloud: AnsweringCloud, url: URL, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const fields = formFields(isForm(request) ? body : Buffer.from(url.search.slice(1)));
  const operation = textAt(fields, 'Action') ?? '';
  const version = textAt(fields, 'Version');
  const service = serviceOf(cloud, url, request, version);
  if (!service) {
    const name = signingNameOf(request) ?? (version === undefined ? 'a form without Version' : `version ${version}`);
    return formRefusal(notEmulated(name, operation || withoutAction));
  }
  const model = formModel(service)!;
  try {
    if (!Object.hasOwn(model.operations, operation)) throw notEmulated(service.model, operation || withoutAction);
    const inputShape = model.operations[operation]!.input;
    const sent = inputShape ? (decodeQuery(model, inputShape, fields) as object) : {};
    const input = { ...service.addressed?.(url.pathname), ...sent };
    const { place, caller } = callerOf(cloud, request);
    const output = await place.call(service.model, operation, input, caller);
    return xml(200, encodeXml(model, operation, output, randomUUID()));
  } catch (error) {
    return formRefusal(answered(error), model);
  }
}

/** The service whose version a form says; where it says none, or one of before, the one that it is signed for, or whose address it asks. */
function serviceOf(cloud: AnsweringCloud, url: URL, request: IncomingMessage, version: string | undefined) {
  const all = [...cloud.services.values()].filter((one) => formModel(one));
  const signed = signingNameOf(request);
  return (
    all.find((one) => formModel(one)!.metadata.apiVersion === version) ??
    all.find(
      (one) => signed !== undefined && signed === (formModel(one)!.metadata.signingName ?? formModel(one)!.metadata.endpointPrefix),
    ) ??
    (version === undefined ? all.find((one) => one.addressed?.(url.pathname)) : undefined)
  );
}

/** @param model of the service, where it is known which */
export function formRefusal(error: AwsError, model?: Model): Answer {
  // what other protocols call an unknown operation is an invalid action here
  if (error.code === 'UnknownOperationException') error = new AwsError('InvalidAction', error.message);
  return xml(error.status, encodeXmlError(model, error, randomUUID()));
}

function xml(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
