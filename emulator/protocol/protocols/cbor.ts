import type { IncomingMessage } from 'node:http';
import type { AwsError } from '../../kernel/aws-error.ts';
import { loadModel } from '../../models/model.ts';
import { notEmulated } from '../../service/not-emulated.ts';
import { callerOf, signingNameOf } from '../caller-of.ts';
import type { AnsweringCloud } from '../cloud.ts';
import { decodeJson, encodeJson, type Written } from '../json-codec.ts';
import { type Answer, answered } from './answer.ts';
import { messageOf } from './message-of.ts';
import { queryError, statusFor } from './query-error.ts';

/** Loaded when somebody speaks it: the SDKs for Go and Java do, to CloudWatch. */
const codec = () => import('../cbor-codec.ts');

/** A request of the Smithy RPC v2 protocol. */
export function speaksCbor({ headers }: IncomingMessage): boolean {
  return headers['smithy-protocol'] === 'rpc-v2-cbor';
}

const written: Written = {
  blob: (value) => new Uint8Array(value),
  timestamp: (value) => value,
  double: (value) => Float64Array.of(value),
};

/** @param path `/service/NAME/operation/OPERATION` */
export async function answerCbor(cloud: AnsweringCloud, path: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const [, , name = '', , operation = ''] = path.split('/');
  const service = [...cloud.services.values()].find(({ model }) => {
    const { protocol, targetPrefix } = loadModel(model).metadata;
    return protocol === 'smithy-rpc-v2-cbor' && targetPrefix === name;
  });
  if (!service) return cborRefusal(notEmulated(signingNameOf(request) ?? name, operation));
  const model = loadModel(service.model);
  try {
    if (!Object.hasOwn(model.operations, operation)) throw notEmulated(service.model, operation);
    const { input: inputShape, output: outputShape } = model.operations[operation]!;
    const { readCbor, writeCbor } = await codec();
    const input = inputShape ? decodeJson(model, inputShape, body.length > 0 ? readCbor(body) : {}) : {};
    const { place, caller } = callerOf(cloud, request);
    const output = await place.call(service.model, operation, input, caller);
    return cbor(200, writeCbor(outputShape ? encodeJson(model, outputShape, output ?? {}, written) : {}));
  } catch (thrown) {
    const error = answered(thrown);
    const answer = await cborRefusal(error);
    return { ...answer, status: statusFor(request, service, error), headers: { ...answer.headers, ...queryError(service, error) } };
  }
}

export async function cborRefusal({ status, code, message, fields }: AwsError): Promise<Answer> {
  const { writeCbor } = await codec();
  return cbor(status, writeCbor({ __type: code, ...messageOf({ message }), ...fields }));
}

function cbor(status: number, body: Uint8Array): Answer {
  return { status, headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' }, body: Buffer.from(body) };
}
