import * as z from 'zod';
import { account, uuid } from './fields.ts';

export const certificateAuthority = z
  .strictObject({
    id: uuid,
    owner: account.optional(),
    type: z.enum(['ROOT', 'SUBORDINATE']).optional(),
    status: z.enum(['ACTIVE', 'DISABLED', 'CREATING', 'PENDING_CERTIFICATE', 'DELETED', 'EXPIRED', 'FAILED']).optional(),
    keyAlgorithm: z.enum(['RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1']).optional(),
    usageMode: z.enum(['GENERAL_PURPOSE', 'SHORT_LIVED_CERTIFICATE']).optional(),
    commonName: z.string().min(1).max(64).optional(),
    years: z.number().positive().max(100).optional(),
    endsInDays: z.number().positive().max(36_500).optional(),
  })
  .refine(({ years, endsInDays }) => years === undefined || endsInDays === undefined, {
    path: ['endsInDays'],
    message: 'says when it ends, and so does years: leave one of them out',
  });
