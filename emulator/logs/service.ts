import type { Service } from '../api/service.ts';

export const logs: Service = { model: 'logs', iamPrefix: 'logs', operations: {} };
