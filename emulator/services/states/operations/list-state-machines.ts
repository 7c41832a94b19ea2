import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';

export const listStateMachines: Operation<{ maxResults?: number; nextToken?: string }> = (input, { world }) => {
  const machines = [...world.states.machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, ...more } = page(machines, 'ListStateMachines', input);
  const stateMachines = items.map(({ arn, name, creationDate }) => ({ stateMachineArn: arn, name, type: 'STANDARD', creationDate }));
  return { stateMachines, ...more };
};
