import type { Operation } from '../../../service/service.ts';
import { onExecution } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

/** Stopping what has ended changes nothing, and answers when it ended. */
export const stopExecution: Operation<{ executionArn: string; error?: string; cause?: string }, StatesPlace> = {
  resources: onExecution,
  run(input, { place }) {
    const execution = place.states.execution(input.executionArn);
    execution.stop(input.error, input.cause);
    return { stopDate: execution.stopDate };
  },
};
