import type { Check } from '../check.ts';
import { daysBetween } from '../hours.ts';
import { standingEnvironments } from '../standing.ts';

/** A drill that fails is tried again, and takes an hour. */
const graceDays = 1;

export const drillOverdue: Check = {
  id: 'drill-overdue',
  title: 'no restore drill for longer than the file asks',
  why: 'Only a backup that was restored, and whose key has signed, is known to be one (https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_backing_up_data_periodic_recovery_testing_data.html).',
  remedy: 'run the drill',
  run: (facts) =>
    standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const { name, file, drills } = environment;
      const every = file?.backups?.drillEveryDays;
      // a file that has just begun to ask for drills is given its days
      const since = [drills.provenAt, drills.askedSince]
        .filter((time) => time !== undefined)
        .toSorted()
        .at(-1);
      if (every === undefined || since === undefined || daysBetween(since, facts.at) <= every + graceDays) return [];
      const evidence = `its file asks for a drill every ${every} days; ${drills.provenAt ? `the last one that proved a backup was at ${drills.provenAt}` : 'none has proved a backup yet'}`;
      return [{ resource: name, cluster: cluster.id, environment: name, evidence, remedy: `\`npx hsm drill ${name}\`` }];
    }),
};
