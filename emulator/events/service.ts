import type { Service } from '../api/service.ts';

export const events: Service = { model: 'events', iamPrefix: 'events', operations: {} };
