import type { Service } from '../api/service.ts';

export const sns: Service = { model: 'sns', iamPrefix: 'sns', operations: {} };
