import { describe, expect, it } from 'vitest';
import { evaluate, functionProblems, references, type Scope, settleConditions } from '../../../emulator/cloudformation/intrinsics.ts';

const placeholder = (name: string) => `\${${name}}`;
const scope: Scope = {
  ref: (name) => ({ Stage: 'prod', Empty: '', Zones: ['a', 'b', 'c'], Queue: 'https://queue' })[name],
  attribute: (name, attribute) => {
    const attributes: Record<string, string> = { 'Queue.Arn': 'arn:aws:sqs:us-east-1:123456789012:q', 'Child.Outputs.Name': 'child' };
    return attributes[`${name}.${attribute}`];
  },
  condition: (name) => ({ Production: true, Testing: false })[name],
};

describe('intrinsic functions', () => {
  it.each([
    ['Ref', { Ref: 'Stage' }, 'prod'],
    ['an empty Ref', { Ref: 'Empty' }, ''],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:123456789012:q'],
    ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Child.Outputs.Name' }, 'child'],
    ['Fn::Sub', { 'Fn::Sub': `${placeholder('Stage')} ${placeholder('Queue.Arn')}` }, 'prod arn:aws:sqs:us-east-1:123456789012:q'],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': [`${placeholder('Stage')}-${placeholder('X')}`, { X: { Ref: 'Queue' } }] },
      'prod-https://queue',
    ],
    ['Fn::Sub with a literal', { 'Fn::Sub': placeholder('!Literal') }, placeholder('Literal')],
    ['Fn::Join', { 'Fn::Join': [':', ['arn', { Ref: 'Stage' }]] }, 'arn:prod'],
    ['Fn::Join of a list', { 'Fn::Join': [',', { Ref: 'Zones' }] }, 'a,b,c'],
    ['Fn::Split and Fn::Select', { 'Fn::Select': ['5', { 'Fn::Split': [':', { 'Fn::GetAtt': 'Queue.Arn' }] }] }, 'q'],
    ['Fn::If', { 'Fn::If': ['Testing', 1, { Ref: 'Stage' }] }, 'prod'],
    ['Fn::Equals', { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, true],
    ['Fn::Not', { 'Fn::Not': [{ Condition: 'Production' }] }, false],
    ['Fn::And', { 'Fn::And': [{ Condition: 'Production' }, { 'Fn::Equals': ['1', 1] }] }, true],
    ['Fn::Or', { 'Fn::Or': [{ Condition: 'Testing' }, { Condition: 'Production' }] }, true],
    ['plain values', { a: [1, true, null, { b: { Ref: 'Stage' } }] }, { a: [1, true, null, { b: 'prod' }] }],
  ])('evaluates %s', (_, value, expected) => {
    expect(evaluate(value, scope)).toEqual(expected);
  });

  it.each([
    ['Fn::ImportValue', { 'Fn::ImportValue': 'other' }, /Fn::ImportValue is not supported; supported are Ref, /],
    ['an unknown name', { Ref: 'Nothing' }, /Ref Nothing: there is none/],
    ['an unknown attribute', { 'Fn::GetAtt': ['Queue', 'Url'] }, /Fn::GetAtt Queue.Url/],
    [
      'a choice outside the list',
      { 'Fn::Select': [3, { Ref: 'Zones' }] },
      /Fn::Select takes \[index, list\], the index a whole number within the list, not \[3,/,
    ],
    ['an unknown condition', { 'Fn::If': ['Nowhere', 1, 2] }, /condition Nowhere/],
    ['a list in a text', { 'Fn::Join': ['', [{ Ref: 'Zones' }]] }, /a text is needed/],
  ])('refuses %s by name', (_, value, message) => {
    expect(() => evaluate(value, scope)).toThrow(message);
  });

  it('leaves out what is AWS::NoValue', () => {
    const value = { kept: 1, gone: { 'Fn::If': ['Testing', 1, { Ref: 'AWS::NoValue' }] }, list: [1, { Ref: 'AWS::NoValue' }] };
    expect(settleConditions(value, scope)).toEqual({ kept: 1, list: [1] });
  });

  it('finds what a value refers to', () => {
    const value = {
      a: { Ref: 'Stage' },
      b: { 'Fn::Sub': [`${placeholder('Queue.Arn')} ${placeholder('X')} ${placeholder('!No')}`, { X: { 'Fn::GetAtt': ['Role', 'Arn'] } }] },
    };
    expect(references(value)).toEqual([{ name: 'Stage' }, { name: 'Queue', attribute: 'Arn' }, { name: 'Role', attribute: 'Arn' }]);
    expect(functionProblems({ a: [{ 'Fn::Transform': {} }] })).toEqual([expect.stringMatching(/^Fn::Transform is not supported/)]);
    expect(functionProblems({ a: [{ 'Fn::Join': ['x'] }, { 'Fn::GetAtt': 'A' }] })).toEqual([
      'Fn::Join takes [separator, list], not ["x"]',
      'Fn::GetAtt takes [name, attribute], not "A"',
    ]);
  });
});
