import type { Operation } from '../../../service/service.ts';
import type { StatesPlace } from '../state.ts';

export const sendTaskHeartbeat: Operation<{ taskToken: string }, StatesPlace> = ({ taskToken }, { place }) => {
  place.states.tokens.waiting(taskToken).heartbeat();
  return {};
};
