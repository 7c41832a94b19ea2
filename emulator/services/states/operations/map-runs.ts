import type { Operation } from '../../../service/service.ts';
import { countsOf } from '../map-run.ts';
import { page } from '../page.ts';
import { onExecution } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

/** @throws AwsError ResourceNotFound */
export const describeMapRun: Operation<{ mapRunArn: string }, StatesPlace> = {
  resources: ({ mapRunArn }) => [mapRunArn],
  run({ mapRunArn }, { place }) {
    const mapRun = place.states.mapRun(mapRunArn);
    const { redriveCount, redriveDate } = mapRun;
    const { parent, status, startDate, stopDate, maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = mapRun;
    return {
      ...{ mapRunArn, executionArn: parent.arn, status, startDate, stopDate, maxConcurrency },
      ...{ toleratedFailureCount, toleratedFailurePercentage, redriveCount, redriveDate },
      itemCounts: countsOf(mapRun, 'items'),
      executionCounts: countsOf(mapRun, 'executions'),
    };
  },
};

interface ListInput {
  executionArn: string;
  maxResults?: number;
  nextToken?: string;
}

/** @throws AwsError ExecutionDoesNotExist */
export const listMapRuns: Operation<ListInput, StatesPlace> = {
  resources: onExecution,
  run(input, { place }) {
    const { arn } = place.states.execution(input.executionArn);
    const own = [...place.states.mapRuns.values()].filter(({ parent }) => parent.arn === arn).reverse();
    const { items, ...more } = page(own, 'ListMapRuns', input);
    const mapRuns = items.map(({ arn: mapRunArn, label, parent, startDate, stopDate }) => {
      return { mapRunArn, executionArn: parent.arn, stateMachineArn: `${parent.machine.arn}/${label}`, startDate, stopDate };
    });
    return { mapRuns, ...more };
  },
};
