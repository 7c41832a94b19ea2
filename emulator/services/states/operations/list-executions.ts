import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Execution } from '../execution.ts';
import { summary } from '../execution-summary.ts';
import { demandType } from '../machine-type.ts';
import { page } from '../page.ts';
import { onMachine } from '../resources.ts';
import { isForgotten } from '../retention.ts';
import { startable } from '../startable.ts';
import type { StatesPlace } from '../state.ts';

interface Input {
  stateMachineArn?: string;
  mapRunArn?: string;
  statusFilter?: string;
  redriveFilter?: 'REDRIVEN' | 'NOT_REDRIVEN';
  maxResults?: number;
  nextToken?: string;
}

/** When what it is now began: a running one has started or been redriven, another one has ended. */
function changed({ status, startDate, redriveDate, stopDate }: Execution): number {
  return (status === 'RUNNING' ? (redriveDate ?? startDate) : (stopDate ?? startDate)).getTime();
}

/** What an execution is listed by: the ARNs of its machine, and of the version and the alias that it was started by. */
function startedAs({ machine, startedBy }: Execution): (string | undefined)[] {
  return [machine.arn, startedBy.versionArn, startedBy.aliasArn];
}

/** @throws AwsError InvalidArn, StateMachineDoesNotExist, StateMachineTypeNotSupported */
function listable({ states }: StatesPlace, arn: string): string {
  demandType(startable(states.machines, arn, () => 0).machine, 'STANDARD');
  return arn;
}

/** Those that changed last first: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export const listExecutions: Operation<Input, StatesPlace> = {
  resources: onMachine,
  run(input, { place }) {
    const { stateMachineArn, mapRunArn, statusFilter, redriveFilter } = input;
    if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
      throw new AwsError('ValidationException', 'Must provide a StateMachine ARN or MapRun ARN');
    }
    if (statusFilter === 'PENDING_REDRIVE' && mapRunArn === undefined) {
      throw new AwsError('ValidationException', 'Must provide a MapRun ARN for the status filter PENDING_REDRIVE');
    }
    const of = mapRunArn === undefined ? listable(place, stateMachineArn!) : place.states.mapRun(mapRunArn).arn;
    const now = place.clock.now();
    const wanted = (execution: Execution) =>
      !isForgotten(execution, now) &&
      (mapRunArn === undefined ? startedAs(execution) : [execution.mapRunArn]).includes(of) &&
      (statusFilter === undefined || execution.status === statusFilter) &&
      (redriveFilter === undefined || (redriveFilter === 'REDRIVEN') === execution.redriveCount > 0);
    const found = [...place.states.executions.values()].filter(wanted).reverse();
    found.sort((a, b) => changed(b) - changed(a));
    const { items, ...more } = page(found, 'ListExecutions', input);
    return { executions: items.map(summary), ...more };
  },
};
