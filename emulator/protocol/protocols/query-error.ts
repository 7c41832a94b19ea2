import type { IncomingMessage } from 'node:http';
import type { AwsError } from '../../kernel/aws-error.ts';
import { loadModel } from '../../models/model.ts';
import type { Service } from '../../service/service.ts';

/** The model by which a service takes forms; undefined for one that takes none. */
export function formModel({ model: name, queryModel }: Pick<Service, 'model' | 'queryModel'>) {
  if (queryModel) return queryModel();
  const model = loadModel(name);
  const { protocol, protocols = [protocol] } = model.metadata;
  return protocols.includes('query') || protocol === 'ec2' ? model : undefined;
}

/** SDKs go on giving the error code that a service had before it spoke another protocol than Query. */
export function queryError(service: Pick<Service, 'model' | 'queryModel'>, { code, status }: AwsError): Record<string, string> {
  const model = formModel(service);
  if (!model) return {};
  const queryCode = model.shapes[code]?.error?.code ?? code;
  return { 'x-amzn-query-error': `${queryCode};${status < 500 ? 'Sender' : 'Receiver'}` };
}

/**
 * The status that an error had in Query is for who asks for it, as SDKs do; to others, all that callers do wrong is 400 (localstack's
 * test_exception_serializing_with_no_shape_in_spec, validated on AWS).
 */
export function statusFor(request: IncomingMessage, service: Pick<Service, 'model' | 'queryModel'>, { status }: AwsError): number {
  const asInQuery = request.headers['x-amzn-query-mode'] === 'true' || !service.queryModel;
  return asInQuery || status >= 500 ? status : 400;
}
