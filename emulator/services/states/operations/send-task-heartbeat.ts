import type { Operation } from '../../../service/service.ts';
import { onToken } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

export const sendTaskHeartbeat: Operation<{ taskToken: string }, StatesPlace> = {
  resources: onToken,
  run({ taskToken }, { place }) {
    place.states.tokens.waiting(taskToken).heartbeat();
    return {};
  },
};
