import type { Service } from '../api/service.ts';

export const ec2: Service = { model: 'ec2', iamPrefix: 'ec2', operations: {} };
