import type { Service } from '../api/service.ts';

export const states: Service = { model: 'stepfunctions', iamPrefix: 'states', operations: {} };
