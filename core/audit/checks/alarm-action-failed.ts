import type { Check } from '../check.ts';
import { settledOwner } from '../standing.ts';

export const alarmActionFailed: Check = {
  id: 'alarm-action-failed',
  title: 'an alarm went off and could tell nobody',
  why: 'Where the policy of a topic, or of the key that encrypts it, does not let CloudWatch in, that stands in the alarm’s history alone (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).',
  remedy: 'deploy the stack again: its topic and key let CloudWatch in; then set the alarm off once (`aws cloudwatch set-alarm-state`)',
  run: (facts) =>
    (facts.failedActions ?? []).map(({ alarm, at, summary }) => {
      const owner = settledOwner(facts, alarm);
      const known = owner === 'at work' ? undefined : owner;
      return {
        resource: alarm,
        ...(known?.clusterId && { cluster: known.clusterId }),
        environment: known?.name ?? null,
        evidence: `at ${at}: ${summary}`,
      };
    }),
};
