import * as z from 'zod';
import { account, cloudhsmId, hours, region, tags } from './fields.ts';

export const backup = z.strictObject({
  id: cloudhsmId('backup').optional(),
  state: z.enum(['CREATE_IN_PROGRESS', 'READY', 'DELETED', 'PENDING_DELETION']).optional(),
  hoursOld: hours,
  hoursLeft: hours.optional(),
  neverExpires: z.boolean().optional(),
  tags: tags.optional(),
  copyOf: z.strictObject({ backup: cloudhsmId('backup'), region }).optional(),
  sharedWith: account.optional(),
});
