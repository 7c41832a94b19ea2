import type { Service } from '../api/service.ts';

export const kms: Service = { model: 'kms', iamPrefix: 'kms', operations: {} };
