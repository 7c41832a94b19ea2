import type { Service } from '../api/service.ts';

export const secretsManager: Service = { model: 'secretsmanager', iamPrefix: 'secretsmanager', operations: {} };
