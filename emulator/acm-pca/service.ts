import type { Service } from '../api/service.ts';

export const acmPca: Service = { model: 'acm-pca', iamPrefix: 'acm-pca', operations: {} };
