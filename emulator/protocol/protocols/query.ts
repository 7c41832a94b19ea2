import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../kernel/aws-error.ts';
import { loadModel, type Model } from '../../models/model.ts';
import { notEmulated } from '../../service/not-emulated.ts';
import type { Service } from '../../service/service.ts';
import { callerOf, signingNameOf } from '../caller-of.ts';
import type { AnsweringCloud } from '../cloud.ts';
import { decodeQuery, encodeXml, encodeXmlError } from '../query-codec.ts';
import { type Answer, answered } from './answer.ts';

/** Forms in, XML out: EC2, SNS, STS, and SQS as older clients speak to it. */
export async function answerQuery(cloud: AnsweringCloud, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const fields = new Map(new URLSearchParams(body.toString()));
  const operation = fields.get('Action') ?? '';
  const version = fields.get('Version');
  const service = [...cloud.services.values()].find((one) => speaksForms(one) && loadModel(one.model).metadata.apiVersion === version);
  if (!service) return refusal(loadModel('sts'), notEmulated(signingNameOf(request) ?? `version ${version}`, operation));
  const model = service.queryModel?.() ?? loadModel(service.model);
  try {
    if (!Object.hasOwn(model.operations, operation)) throw notEmulated(service.model, operation);
    const inputShape = model.operations[operation]!.input;
    const input = inputShape ? decodeQuery(model, inputShape, fields) : {};
    const { place, caller } = callerOf(cloud, request);
    const output = await place.call(service.model, operation, input, caller);
    return xml(200, encodeXml(model, operation, output, randomUUID()));
  } catch (error) {
    return refusal(model, answered(error));
  }
}

function speaksForms({ model, queryModel }: Pick<Service, 'model' | 'queryModel'>): boolean {
  const { protocol } = loadModel(model).metadata;
  return protocol === 'query' || protocol === 'ec2' || queryModel !== undefined;
}

function refusal(model: Model, error: AwsError): Answer {
  // what other protocols call an unknown operation is an invalid action here
  if (error.code === 'UnknownOperationException') error = new AwsError('InvalidAction', error.message);
  return xml(error.status, encodeXmlError(model, error, randomUUID()));
}

function xml(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
