import { writeAnswer } from '../services/data-plane/client/answer.ts';
import { answerClient } from '../services/data-plane/client/client.ts';
import { readSent, Sent } from '../services/data-plane/client/sent.ts';
import type { ApiRoute } from './api-route.ts';

/** For the emulated `cloudhsm-cli` and `configure-cli` alone, which are no programs that read JSON. */
export const dataPlaneRoute: ApiRoute<Sent> = {
  method: 'POST',
  path: 'data-plane',
  read: readSent,
  body: Sent,
  answer: async (_, { body, place, caller }) => writeAnswer(await answerClient(body, { place, caller })),
};
