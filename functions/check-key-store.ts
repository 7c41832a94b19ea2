import * as z from 'zod/mini';
import { connectionProgress } from '../core/key-store/connection.ts';
import { requireKeyStore } from '../core/key-store/require-key-store.ts';
import { step } from '../core/step.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  keyStoreId: z.string(),
  /** What this run has asked of KMS last. */
  asked: z.enum(['nothing', 'connect', 'disconnect']),
  /** The codes with which connections have failed in this run. */
  failures: z.array(z.string()),
  waiting: z.omit(Waiting, { awaited: true }),
});
const Output = z.extend(Progress, { failures: z.array(z.string()), mend: z.optional(z.literal(true)) });

/** Looks at the key store's connection once: ready, pending, or neither, when KMS is to be asked for something. */
export const handler = step(Input, Output, async ({ keyStoreId, asked, failures, waiting }) => {
  return connectionProgress(await requireKeyStore(keyStoreId), asked, failures, waiting);
});
