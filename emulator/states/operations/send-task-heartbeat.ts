import type { Operation } from '../../api/service.ts';

export const sendTaskHeartbeat: Operation<{ taskToken: string }> = ({ taskToken }, { world }) => {
  world.states.tokens.waiting(taskToken).heartbeat();
  return {};
};
