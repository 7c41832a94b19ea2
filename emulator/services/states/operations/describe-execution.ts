import type { Operation } from '../../../service/service.ts';
import { summary } from '../execution-summary.ts';
import { redriveStatus } from '../redrive.ts';
import { onExecution } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

export const describeExecution: Operation<{ executionArn: string; includedData?: string }, StatesPlace> = {
  resources: onExecution,
  run(input, { place }) {
    const execution = place.states.known(input.executionArn);
    const data = input.includedData !== 'METADATA_ONLY';
    const included = { included: data };
    return {
      ...summary(execution),
      input: data ? execution.inputText : undefined,
      inputDetails: included,
      output: data ? execution.output : undefined,
      outputDetails: execution.output === undefined ? undefined : included,
      traceHeader: execution.traceHeader,
      error: data ? execution.error : undefined,
      cause: data ? execution.cause : undefined,
      ...redriveStatus(execution),
    };
  },
};
