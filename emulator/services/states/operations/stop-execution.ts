import type { Operation } from '../../../service/service.ts';

/** Stopping what has ended changes nothing, and answers when it ended. */
export const stopExecution: Operation<{ executionArn: string; error?: string; cause?: string }> = (input, { world }) => {
  const execution = world.states.execution(input.executionArn);
  execution.stop(input.error, input.cause);
  return { stopDate: execution.stopDate };
};
