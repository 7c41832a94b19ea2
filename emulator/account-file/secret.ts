import * as z from 'zod';
import { tags } from './fields.ts';

export const secret = z.strictObject({
  name: z.string().regex(/^[\w/+=.@!-]{1,512}$/, 'has to be the name of a secret: letters, digits and /_+=.@!-'),
  value: z.unknown().optional(),
  pendingDeletion: z.boolean().optional(),
  tags: tags.optional(),
  suffix: z
    .string()
    .regex(/^[A-Za-z0-9]{6}$/, 'has to be six letters or digits')
    .optional(),
});
