import { expect, test } from 'vitest';
import { planText } from '../../../cli/plan/plan-text.ts';
import type { Plan } from '../../../cli/plan/read-plan.ts';

const nothing: Plan = {
  changes: [],
  time: { seconds: 0 },
  cost: { perHour: 0, perMonth: 0, currency: 'USD' },
  problems: [],
  warnings: [],
};
const missing = { path: 'cluster', problem: 'there is no cluster cluster-abcdefghijk', remedy: 'name another' };

test('says nothing of time and cost where what it is about cannot be found', () => {
  expect(planText({ ...nothing, problems: [missing] })).toBe(
    '  it would be refused:\ncluster: there is no cluster cluster-abcdefghijk; name another',
  );
});

test('says what would be billed of what stands, though it is refused', () => {
  const stands = { ...nothing, changes: [{ action: 'keep' as const, what: 'HSM in us-east-1a' }] };
  expect(planText({ ...stands, problems: [missing] } as Plan)).toMatch(/takes about .*costs USD/s);
});
