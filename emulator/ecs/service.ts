import type { Service } from '../api/service.ts';

export const ecs: Service = { model: 'ecs', iamPrefix: 'ecs', operations: {} };
