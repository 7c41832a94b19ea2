import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onExecution } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

/** Distributed maps are refused in definitions, so no Map Run exists. */
export const describeMapRun: Operation<{ mapRunArn: string }, StatesPlace> = {
  resources: ({ mapRunArn }) => [mapRunArn],
  run({ mapRunArn }) {
    throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
  },
};

export const listMapRuns: Operation<{ executionArn: string }, StatesPlace> = {
  resources: onExecution,
  run({ executionArn }, { place }) {
    place.states.execution(executionArn);
    return { mapRuns: [] };
  },
};
