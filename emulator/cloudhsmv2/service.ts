import type { Service } from '../api/service.ts';

export const cloudhsmv2: Service = { model: 'cloudhsmv2', iamPrefix: 'cloudhsm', operations: {} };
