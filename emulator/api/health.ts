import * as z from 'zod';
import { libraryPath } from '../services/data-plane/pkcs11-library/needed-programs.ts';
import type { ApiRoute } from './api-route.ts';

/** By its answer, programs know that they speak to an emulator. */
export const health: ApiRoute<unknown> = {
  method: 'GET',
  path: 'health',
  body: z.unknown(),
  answer: ({ cloud: { kernel }, bin }) => ({
    status: 'ok',
    now: kernel.clock.date().toISOString(),
    bin,
    pkcs11: libraryPath(kernel.folder),
  }),
};
