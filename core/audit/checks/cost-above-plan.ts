import type { Check } from '../check.ts';
import { monthlyCost } from '../cost.ts';
import { standingEnvironments } from '../standing.ts';

export const costAbovePlan: Check = {
  id: 'cost-above-plan',
  title: 'an environment costs more than was planned',
  why: 'HSMs are billed by the hour for as long as they stand (https://aws.amazon.com/cloudhsm/pricing/).',
  remedy: 'remove what nobody needs, or plan for more (`audit.plannedPerMonth`)',
  run: (facts) =>
    standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const planned = environment.file?.audit?.plannedPerMonth;
      const perMonth = monthlyCost(facts.region, cluster, environment.file) + Object.keys(environment.keyArns).length;
      if (planned === undefined || perMonth <= planned) return [];
      const evidence = `it costs USD ${perMonth.toFixed(2)} a month ${environment.file?.parking ? 'with its parking' : 'as it stands'}, and ${planned.toFixed(2)} are planned`;
      return [{ resource: environment.name, cluster: cluster.id, environment: environment.name, evidence }];
    }),
};
