import type { IncomingMessage } from 'node:http';
import type { AwsError } from '../../kernel/aws-error.ts';
import { loadModel } from '../../models/model.ts';
import { notEmulated } from '../../service/not-emulated.ts';
import { callerOf, signingNameOf } from '../caller-of.ts';
import type { AnsweringCloud } from '../cloud.ts';
import { decodeJson, encodeJson, parseJson } from '../json-codec.ts';
import { type Answer, answered } from './answer.ts';
import { messageOf } from './message-of.ts';
import { queryError, statusFor } from './query-error.ts';

function jsonAnswer(status: number, value: unknown, version = '1.1'): Answer {
  return { status, headers: { 'content-type': `application/x-amz-json-${version}` }, body: JSON.stringify(value ?? {}) };
}

export function jsonRefusal(error: AwsError, version?: string, spelling: 'message' | 'Message' = 'message'): Answer {
  return jsonAnswer(error.status, { __type: error.code, ...messageOf(error, spelling), ...error.fields }, version);
}

/** @param target `PREFIX.Operation`, of the header X-Amz-Target */
export async function answerJson(cloud: AnsweringCloud, target: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const [prefix, operation] = [target.slice(0, target.lastIndexOf('.')), target.slice(target.lastIndexOf('.') + 1)];
  const service = [...cloud.services.values()].find(({ model }) => loadModel(model).metadata.targetPrefix === prefix);
  if (!service) return jsonRefusal(notEmulated(signingNameOf(request) ?? prefix, operation));
  const model = loadModel(service.model);
  const version = model.metadata.jsonVersion;
  try {
    if (!Object.hasOwn(model.operations, operation)) throw notEmulated(service.model, operation);
    const { input: inputShape, output: outputShape } = model.operations[operation]!;
    const wire = body.length > 0 ? parseJson(body) : {};
    const input = inputShape ? decodeJson(model, inputShape, wire) : {};
    const { place, caller } = callerOf(cloud, request);
    const output = await place.call(service.model, operation, input, caller);
    return jsonAnswer(200, outputShape ? encodeJson(model, outputShape, output ?? {}) : {}, version);
  } catch (thrown) {
    const error = answered(thrown);
    // both spellings: CloudHSM's models say Message, most say message, and every SDK reads either
    const spelling = model.shapes[error.code]?.members?.Message ? 'Message' : 'message';
    const answer = jsonAnswer(error.status, { __type: error.code, ...messageOf(error, spelling), ...error.fields }, version);
    return { ...answer, status: statusFor(request, service, error), headers: { ...answer.headers, ...queryError(service, error) } };
  }
}
