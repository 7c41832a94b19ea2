import * as z from 'zod/mini';
import { Environment } from './environment.ts';

/** What programs put on the default event bus to ask for an environment: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const RequestedEvent = z
  .strictObject({
    source: z.literal('cloudhsm.lifecycle'),
    'detail-type': z.literal('Environment Requested'),
    detail: z
      .union([Environment, z.strictObject({ environment: z.string().check(z.describe('The name of an environment on record.')) })])
      .check(z.describe('An environment file, or an environment as it was last asked for.')),
  })
  .check(z.describe('Asks for an environment.'));
