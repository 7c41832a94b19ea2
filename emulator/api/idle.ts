import * as z from 'zod';
import type { ApiRoute } from './api-route.ts';

/** Answers once nothing drives the clock any more: what was set going has come to its end. */
export const idle: ApiRoute<object> = {
  method: 'POST',
  path: 'idle',
  body: z.strictObject({}),
  async answer({ cloud }) {
    const { clock } = cloud.kernel;
    await clock.idle();
    return { now: clock.date().toISOString() };
  },
};
