import { expect, it } from 'vitest';
import { problemsOf } from './problems-of.ts';

const queue = { Type: 'AWS::SQS::Queue' };

it('refuses a template where a condition depends on itself, refers to a resource, or is no expression, whether anything uses it or not', async () => {
  const problems = await problemsOf({
    Conditions: {
      Self: { Condition: 'Self' },
      One: { 'Fn::Not': [{ Condition: 'Other' }] },
      Other: { 'Fn::Not': [{ Condition: 'One' }] },
      OfQueue: { 'Fn::Equals': [{ Ref: 'A' }, 'x'] },
      Word: 'yes',
      Imported: { 'Fn::Transform': 'a' },
      Strange: { 'Fn::Contains': [['a'], 'a'] },
      OfText: { 'Fn::Equals': [{ 'Fn::Select': [0, { Ref: 'AWS::Region' }] }, 'u'] },
    },
    Resources: { A: { ...queue, Condition: 'Self' }, B: { ...queue, Condition: 'OfQueue' } },
  });
  expect(problems).toEqual([
    'condition Self: circular dependency between conditions: Self → Self',
    'condition Other: circular dependency between conditions: One → Other → One',
    'condition OfQueue: it refers to A, which is no parameter; conditions cannot refer to resources',
    'condition Word: a condition is Fn::Equals, Fn::Not, Fn::And, Fn::Or or another condition, not "yes"',
    expect.stringMatching(/^condition Imported: Fn::Transform is not supported; supported are Ref, /),
    expect.stringMatching(/^condition Strange: Fn::Contains is not supported; supported are /),
    'condition OfText: Fn::Select takes [index, list], the index a whole number within the list, not [0,"us-east-1"]',
  ]);
});
