import * as z from 'zod';
import type { ApiRoute } from './api-route.ts';

/** Begins anew: an empty account at the beginning of time. What runs is ended. Deployments are gone too, unless it is told to repeat them. */
export const reset: ApiRoute<{ deploy?: boolean }> = {
  method: 'POST',
  path: 'reset',
  body: z.strictObject({ deploy: z.boolean().optional() }),
  async answer(emulator, { body }) {
    await emulator.reset(body);
    return { now: emulator.cloud.kernel.clock.date().toISOString() };
  },
};
