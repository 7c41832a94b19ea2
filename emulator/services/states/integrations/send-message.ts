import { StateError } from '../state-error.ts';
import type { Integration } from './integration.ts';
import { toModelNames, toStateNames } from './member-names.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { callService, parametersObject } from './service-call.ts';

const names = { model: 'sqs', prefix: 'SQS', general: 'AmazonSQSException', service: 'AmazonSQS' };

/** `arn:aws:states:::sqs:sendMessage`: a MessageBody that is not text is sent as JSON. */
export const sendMessage: Integration = {
  patterns: ['', '.waitForTaskToken'],
  accepts: { model: names.model, operation: 'SendMessage', required: ['QueueUrl'], unsupported: ['MessageSystemAttributes'] },
  async request(call, parameters) {
    const given = parametersObject(parameters);
    checkHost(given.QueueUrl);
    const there = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    const input = toModelNames(names.model, 'SendMessage', there);
    const response = toStateNames(await callService(names, 'SendMessage', input, call)) as Record<string, unknown>;
    return { ...response, ...sdkMetadata(call, JSON.stringify(response), 'application/x-amz-json-1.0') };
  },
};

/** An address without a queue is that of another host, which the SDK asks for. @throws StateError */
function checkHost(url: unknown): void {
  if (typeof url !== 'string' || !URL.canParse(url)) return;
  const { hostname, pathname } = new URL(url);
  if (pathname !== '/') return;
  throw new StateError(`${names.prefix}.SdkClientException`, `Unable to execute HTTP request: ${hostname}: Name or service not known`);
}
