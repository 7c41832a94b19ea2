import type { Operation } from '../../../service/service.ts';
import { withoutData } from '../history.ts';
import { page } from '../page.ts';
import { onExecution } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

interface Input {
  executionArn: string;
  maxResults?: number;
  reverseOrder?: boolean;
  nextToken?: string;
  includeExecutionData?: boolean;
}

export const getExecutionHistory: Operation<Input, StatesPlace> = {
  resources: onExecution,
  run(input, { place }) {
    const { events } = place.states.execution(input.executionArn).history;
    const ordered = input.reverseOrder ? events.toReversed() : [...events];
    const { items, ...more } = page(ordered, 'GetExecutionHistory', input);
    return { events: input.includeExecutionData === false ? items.map(withoutData) : items, ...more };
  },
};
