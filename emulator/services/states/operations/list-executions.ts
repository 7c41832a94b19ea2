import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Execution } from '../execution.ts';
import { summary } from '../execution-summary.ts';
import { page } from '../page.ts';
import { onMachine } from '../resources.ts';
import { isForgotten } from '../retention.ts';
import type { StatesPlace } from '../state.ts';

interface Input {
  stateMachineArn?: string;
  mapRunArn?: string;
  statusFilter?: string;
  redriveFilter?: 'REDRIVEN' | 'NOT_REDRIVEN';
  maxResults?: number;
  nextToken?: string;
}

/** The newest first. */
export const listExecutions: Operation<Input, StatesPlace> = {
  resources: onMachine,
  run(input, { place }) {
    const { stateMachineArn, mapRunArn, statusFilter, redriveFilter } = input;
    if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
      throw new AwsError('ValidationException', 'Must provide a StateMachine ARN or MapRun ARN');
    }
    const of = mapRunArn === undefined ? place.states.machine(stateMachineArn!).arn : place.states.mapRun(mapRunArn).arn;
    const now = place.clock.now();
    const wanted = (execution: Execution) =>
      !isForgotten(execution, now) &&
      (mapRunArn === undefined ? execution.machine.arn : execution.mapRunArn) === of &&
      (statusFilter === undefined || execution.status === statusFilter) &&
      (redriveFilter === undefined || (redriveFilter === 'REDRIVEN') === execution.redriveCount > 0);
    const found = [...place.states.executions.values()].filter(wanted).reverse();
    const { items, ...more } = page(found, 'ListExecutions', input);
    return { executions: items.map(summary), ...more };
  },
};
