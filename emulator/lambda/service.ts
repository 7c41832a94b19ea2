import type { Service } from '../api/service.ts';

export const lambda: Service = { model: 'lambda', iamPrefix: 'lambda', operations: {} };
