import type { Operation } from '../../../service/service.ts';

export const sendTaskFailure: Operation<{ taskToken: string; error?: string; cause?: string }> = (input, { world }) => {
  world.states.tokens.waiting(input.taskToken).fail(input.error, input.cause);
  world.states.tokens.close(input.taskToken);
  return {};
};
