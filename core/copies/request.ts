import * as z from 'zod/mini';
import { Environment } from '../environment/environment.ts';

/** Whose backups are copied: all whose files ask for it, without it. */
export const CopyRequest = z.strictObject({
  environments: z.optional(z.array(Environment.shape.name).check(z.minLength(1), z.maxLength(20))),
});

export type CopyRequest = z.output<typeof CopyRequest>;
