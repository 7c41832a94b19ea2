import type { Operation } from '../../../service/service.ts';

export const sendTaskHeartbeat: Operation<{ taskToken: string }> = ({ taskToken }, { world }) => {
  world.states.tokens.waiting(taskToken).heartbeat();
  return {};
};
