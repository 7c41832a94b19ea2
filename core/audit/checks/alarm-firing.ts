import type { Check } from '../check.ts';
import { settledOwner } from '../standing.ts';

export const alarmFiring: Check = {
  id: 'alarm-firing',
  title: 'an alarm is on',
  why: 'Whoever was told may not have seen it (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-concepts.html).',
  remedy: 'its description says what to do',
  run: (facts) =>
    (facts.alarms ?? [])
      .filter(({ state, composite }) => state === 'ALARM' && !composite)
      .flatMap(({ name, since }) => {
        const owner = settledOwner(facts, name);
        if (owner === 'at work') return [];
        return [
          {
            resource: name,
            ...(owner?.clusterId && { cluster: owner.clusterId }),
            environment: owner?.name ?? null,
            evidence: `it is on since ${since}`,
            remedy: `\`aws cloudwatch describe-alarms --alarm-names ${name}\` says what it means and what to do`,
          },
        ];
      }),
};
