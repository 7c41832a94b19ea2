import type { Check } from '../check.ts';
import { standingEnvironments } from '../standing.ts';

export const drillFailed: Check = {
  id: 'drill-failed',
  title: 'the last restore drill failed',
  why: 'A backup that does not come back as what it was is none (https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_backing_up_data_periodic_recovery_testing_data.html).',
  remedy: 'see why, and run the drill again',
  run: (facts) =>
    standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const { name, drills } = environment;
      const { failed, provenAt = '' } = drills;
      if (!failed || failed.at <= provenAt) return [];
      const evidence = `the drill of ${failed.at} ended with ${failed.error}${provenAt ? `; one proved a backup at ${provenAt}` : '; none has proved a backup yet'}`;
      const remedy = `\`npx hsm watch ${failed.execution}\` says why; then \`npx hsm drill ${name}\``;
      return [{ resource: name, cluster: cluster.id, environment: name, evidence, remedy }];
    }),
};
