import * as z from 'zod';
import type { ApiRoute } from './api-route.ts';

/** By its answer, programs know that they speak to an emulator. */
export const health: ApiRoute<unknown> = {
  method: 'GET',
  path: 'health',
  body: z.unknown(),
  answer: ({ cloud, bin }) => ({ status: 'ok', now: cloud.kernel.clock.date().toISOString(), bin, pkcs11: null }),
};
