import type { Integration } from './integration.ts';
import { toModelNames, toStateNames } from './member-names.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { callService, parametersObject } from './service-call.ts';

const names = { model: 'sns', prefix: 'SNS', general: 'AmazonSNSException', service: 'AmazonSNS' };

/** `arn:aws:states:::sns:publish`: a Message that is not text is published as JSON. */
export const publish: Integration = {
  patterns: ['', '.waitForTaskToken'],
  accepts: { model: names.model, operation: 'Publish', required: [] },
  async request(call, parameters) {
    const { Message, ...rest } = parametersObject(parameters);
    const text = Message === undefined || typeof Message === 'string' ? Message : JSON.stringify(Message);
    const input = toModelNames(names.model, 'Publish', { ...rest, ...(text === undefined ? {} : { Message: text }) });
    const response = toStateNames(await callService(names, 'Publish', input, call)) as Record<string, unknown>;
    return { ...response, ...sdkMetadata(call, JSON.stringify(response), 'text/xml') };
  },
};
