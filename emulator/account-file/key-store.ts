import * as z from 'zod';
import { connectionErrorCodes } from '../services/kms/key-stores/custom-key-store.ts';
import { count, uuid } from './fields.ts';

export const keyStore = z.strictObject({
  name: z.string().min(1).max(256),
  state: z.enum(['CONNECTED', 'DISCONNECTED', 'FAILED']).optional(),
  errorCode: z.enum(connectionErrorCodes).optional(),
  keys: z.array(z.strictObject({ id: uuid, state: z.enum(['Enabled', 'Disabled', 'PendingDeletion']).optional() })).optional(),
  throttled: count.optional(),
});
