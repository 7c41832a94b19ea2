import * as z from 'zod';
import { connectionFailure } from '../core/key-store/connection-failure.ts';
import { requireKeyStore } from '../core/key-store/require-key-store.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  keyStoreId: z.string(),
  ready: z.array(z.string()),
  pending: z.array(z.string()),
  waiting: Waiting,
});
const Output = Progress.extend({ state: z.string() });

/** Looks at the key store's connection once; any state that is neither ready nor pending is a failed connection. */
export const handler = step(Input, Output, async ({ keyStoreId, ready, pending, waiting }) => {
  const keyStore = await requireKeyStore(keyStoreId);
  if (![...ready, ...pending].includes(keyStore.state)) throw connectionFailure(keyStore);
  return { ...progress(waiting, ready.includes(keyStore.state), keyStoreId), state: keyStore.state };
});
