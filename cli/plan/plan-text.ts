import { formatProblems } from '../../core/environment/problem.ts';
import { costText } from '../text/cost.ts';
import { duration } from '../text/duration.ts';
import type { Plan } from './read-plan.ts';

const signs = { create: '+', change: '~', remove: '-', keep: ' ' } as const;

/** A plan, for people: what changes first, and what cannot be taken back by name. */
export function planText({ changes, time, cost, problems, warnings }: Plan): string {
  const shown = changes.map(({ action, what, id, irreversible }) => {
    return `  ${signs[action]} ${what}${id ? ` (${id})` : ''}${irreversible && action !== 'keep' ? ', for good' : ''}`;
  });
  // of what cannot be found, nothing is known
  const unknown = changes.length === 0 && problems.length > 0;
  return [
    ...shown,
    ...(unknown ? [] : [`  takes about ${duration(time.seconds)}`, `  costs ${costText(cost)}`]),
    ...(problems.length > 0 ? ['  it would be refused:', formatProblems(problems)] : []),
    ...(warnings.length > 0 ? ['  warnings:', formatProblems(warnings)] : []),
  ].join('\n');
}
