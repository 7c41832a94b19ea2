import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';

/** Distributed maps are refused in definitions, so no Map Run exists. */
export const describeMapRun: Operation<{ mapRunArn: string }> = ({ mapRunArn }) => {
  throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
};

export const listMapRuns: Operation<{ executionArn: string }> = ({ executionArn }, { world }) => {
  world.states.execution(executionArn);
  return { mapRuns: [] };
};
