import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems-of.ts';

const queue = { Type: 'AWS::SQS::Queue' };

describe('a template is refused', () => {
  it.each<[string, object, string[]]>([
    [
      'whose rules do not hold, or are none, as far as their condition holds',
      {
        Parameters: {
          Stage: { Type: 'String', Default: 'prod' },
          Zones: { Type: 'CommaDelimitedList', Default: 'a,b' },
          Home: { Type: 'AWS::EC2::VPC::Id', Default: 'vpc-1' },
        },
        Rules: {
          Described: {
            RuleCondition: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
            Assertions: [
              { Assert: { 'Fn::Contains': [['us-east-1', 'us-west-2'], { Ref: 'AWS::Region' }] }, AssertDescription: 'said by nobody' },
              { Assert: { 'Fn::EachMemberIn': [{ Ref: 'Zones' }, ['a', 'c']] }, AssertDescription: 'zones are a and c' },
              { Assert: { 'Fn::Not': [{ 'Fn::EachMemberEquals': [{ 'Fn::RefAll': 'AWS::EC2::VPC::Id' }, 'vpc-1'] }] } },
            ],
          },
          Skipped: { RuleCondition: { 'Fn::Not': [{ 'Fn::Equals': ['a', 'a'] }] }, Assertions: [{ Assert: { Ref: 'Nowhere' } }] },
          Wrong: {
            RuleCondition: {
              'Fn::Or': [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::And': [{ 'Fn::Equals': ['a', 'b'] }, { 'Fn::Equals': ['a', 'b'] }] }],
            },
            Assertions: [
              { Assert: { 'Fn::Equals': [{ Ref: 'Q' }, 'x'] } },
              { Assert: { 'Fn::If': ['a', 'b', 'c'] } },
              { Assert: { Condition: 'Some' } },
              { Assert: { 'Fn::Contains': [{ Ref: 'Stage' }, 'prod'] } },
              { Assert: { 'Fn::Contains': [['a']] } },
              { Assert: 'true' },
            ],
          },
          Odd: { Assertions: [], Assertion: [] },
        },
        Resources: { Q: queue },
      },
      [
        'rule Odd: attribute Assertion is not supported; supported are RuleCondition, Assertions',
        'rule Described: zones are a and c',
        'rule Described: Assertions[2] does not hold: {"Fn::Not":[{"Fn::EachMemberEquals":[{"Fn::RefAll":"AWS::EC2::VPC::Id"},"vpc-1"]}]}',
        'rule Wrong: Assertions[0]: it refers to Q, which is no parameter; rules cannot refer to anything else',
        expect.stringMatching(/^rule Wrong: Assertions\[1\]: Fn::If is not supported in rules; supported are Ref, /),
        expect.stringMatching(/^rule Wrong: Assertions\[2\]: {"Condition":"Some"} is not supported in rules; supported are /),
        'rule Wrong: Assertions[3]: a list is needed, not "prod"',
        'rule Wrong: Assertions[4]: Fn::Contains takes [list, text], not [["a"]]',
        'rule Wrong: Assertions[5]: a condition is needed, such as Fn::Equals, not "true"',
      ],
    ],
  ])('%s', async (_, template, problems) => {
    expect(await problemsOf(template)).toEqual(problems);
  });
});
