import type { Service } from '../api/service.ts';

export const sqs: Service = { model: 'sqs', iamPrefix: 'sqs', operations: {} };
