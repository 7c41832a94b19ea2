import * as z from 'zod';
import type { ApiRoute } from './api-route.ts';
import { seconds } from './seconds.ts';

/** Lets time pass, whatever the speed, and answers when it has. */
export const advance: ApiRoute<{ seconds: number }> = {
  method: 'POST',
  path: 'advance',
  body: z.strictObject({ seconds }),
  async answer({ cloud }, { body }) {
    const { clock } = cloud.kernel;
    await clock.advance(body.seconds);
    return { now: clock.date().toISOString() };
  },
};
