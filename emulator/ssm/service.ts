import type { Service } from '../api/service.ts';

export const ssm: Service = { model: 'ssm', iamPrefix: 'ssm', operations: {} };
