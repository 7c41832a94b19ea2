import * as z from 'zod';
import { dataPlane } from '../services/data-plane/route.ts';
import type { ApiRoute } from './api-route.ts';

/** For the emulated `cloudhsm-cli` alone. */
export const dataPlaneRoute: ApiRoute<unknown> = {
  method: 'POST',
  path: 'data-plane',
  body: z.unknown(),
  answer: (_, { body, place, caller }) => dataPlane(body, { place, caller }),
};
