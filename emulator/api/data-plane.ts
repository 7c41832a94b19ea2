import * as z from 'zod';
import type { CliRequest } from '../services/data-plane/cli-request.ts';
import { dataPlane } from '../services/data-plane/route.ts';
import type { ApiRoute } from './api-route.ts';

const body = z.strictObject({
  command: z.string(),
  options: z.record(z.string(), z.string()),
  configuration: z.strictObject({
    servers: z.array(z.string()),
    issuer: z.string().optional(),
    missingIssuer: z.string().optional(),
  }),
  credentials: z.strictObject({ role: z.string(), username: z.string(), password: z.string() }).optional(),
});

/** For the emulated `cloudhsm-cli` alone. */
export const dataPlaneRoute: ApiRoute<CliRequest> = {
  method: 'POST',
  path: 'data-plane',
  body,
  answer: (_, { body, place, caller }) => dataPlane(body, { place, caller }),
};
