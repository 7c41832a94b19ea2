import type { Operation } from '../../../service/service.ts';
import { onToken } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

export const sendTaskFailure: Operation<{ taskToken: string; error?: string; cause?: string }, StatesPlace> = {
  resources: onToken,
  run(input, { place }) {
    place.states.tokens.waiting(input.taskToken).fail(input.error, input.cause);
    place.states.tokens.close(input.taskToken);
    return {};
  },
};
