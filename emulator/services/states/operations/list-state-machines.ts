import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { StatesPlace } from '../state.ts';

export const listStateMachines: Operation<{ maxResults?: number; nextToken?: string }, StatesPlace> = {
  // as AWS's messages name it: https://github.com/scribd/terraform-aws-datadog/pull/18
  resources: (_input, place) => [place.arn('states', 'stateMachine:*')],
  run(input, { place }) {
    const machines = [...place.states.machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, ...more } = page(machines, 'ListStateMachines', input);
    const stateMachines = items.map(({ arn, name, type, creationDate }) => ({ stateMachineArn: arn, name, type, creationDate }));
    return { stateMachines, ...more };
  },
};
