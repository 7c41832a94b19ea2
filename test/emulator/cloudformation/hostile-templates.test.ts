import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../../emulator/cloudformation/read-template.ts';
import { localAws } from '../../local-aws.ts';
import { problemsOf } from './problems-of.ts';
import { body, cloudFormation } from './stacks.ts';

const topic = (DisplayName: unknown) => ({ Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName } } });
const placeholder = (name: string) => `\${${name}}`;
const nested = (depth: number, innermost: unknown, around: (inner: unknown) => unknown) =>
  Array.from({ length: depth }).reduce((inner: unknown) => around(inner), innermost);
const sub = (times: number) => (inner: unknown) => ({ 'Fn::Sub': [placeholder('a').repeat(times), { a: inner }] });

describe('A template that grows without end is refused:', () => {
  const tooMuch = /the template's functions make too much: more than 20000000 characters in all$/;

  it.each<[string, unknown]>([
    ['texts in texts', nested(12, 'x'.repeat(100), sub(10))],
    ['many values of a parameter', { 'Fn::Sub': placeholder('Long').repeat(10_000) }],
    ['lists that are joined and split', nested(8, 'x'.repeat(1_000), (inner) => ({ 'Fn::Join': ['xx', { 'Fn::Split': ['', inner] }] }))],
    ['Base64 of Base64', nested(60, 'x', (inner) => ({ 'Fn::Base64': inner }))],
    ['quotes of quotes', nested(40, '"', (inner) => ({ 'Fn::ToJsonString': { a: inner } }))],
    ['what each level is made of once more', nested(300, 'x', (inner) => ({ 'Fn::Join': ['', [inner, 'y'.repeat(2_000)]] }))],
  ])('%s', async (_, name) => {
    const Parameters = { Long: { Type: 'String', Default: 'x'.repeat(4_000) } };
    const problems = await problemsOf({ Transform: 'AWS::LanguageExtensions', Parameters, Resources: topic(name) } as object);
    expect(problems).toContainEqual(expect.stringMatching(tooMuch));
  });

  it('but one that has the same said often is made, each variable once', async () => {
    const aws = await localAws();
    await cloudFormation(aws)('CreateStack', { StackName: 'often', TemplateBody: body(topic(nested(12, '', sub(10)))) });
    expect(aws.home.sns.topics.size).toBe(1);
  });

  it('by its conditions', async () => {
    const Conditions = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`C${index}`, { 'Fn::Not': [{ Condition: `C${index + 1}` }] }]),
    );
    const problems = await problemsOf({ Conditions: { ...Conditions, C5000: { 'Fn::Equals': ['a', 'a'] } }, Resources: topic('x') });
    expect(problems).toContainEqual(expect.stringMatching(/^condition C\d+: it rests on others, and these on others, too deep$/));
  });
});

describe('A template has no more of each than CloudFormation takes:', () => {
  const many = (count: number, one: unknown) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`N${index}`, one]));

  it.each<[string, object]>([
    ['Number of resources, 501, is greater than maximum allowed, 500', { Resources: many(501, { Type: 'AWS::SQS::Queue' }) }],
    ['Number of parameters, 201, is greater than maximum allowed, 200', { Parameters: many(201, { Type: 'String', Default: '' }) }],
    ['Number of outputs, 201, is greater than maximum allowed, 200', { Outputs: many(201, { Value: 'x' }) }],
    ['Number of mappings, 201, is greater than maximum allowed, 200', { Mappings: many(201, { a: { b: 'c' } }) }],
    ['Number of attributes of mapping M, 201, is greater than maximum allowed, 200', { Mappings: { M: many(201, { b: 'c' }) } }],
    ["'Description' length is greater than 1024.", { Description: 'x'.repeat(1025) }],
  ])('%s', async (why, more) => {
    const aws = await localAws();
    const asked = cloudFormation(aws)('ValidateTemplate', { TemplateBody: body(topic('x'), more) });
    await expect(asked).rejects.toMatchObject({ code: 'ValidationError', message: `Template format error: ${why}` });
    expect(await problemsOf({ Resources: topic('x'), ...more })).toEqual([why]);
  });

  it('bytes of a value', async () => {
    const Parameters = { Name: { Type: 'String', Default: '€'.repeat(1_366) } };
    expect(await problemsOf({ Parameters, Resources: topic('x') })).toEqual([
      `parameter Name: it is longer than the 4096 bytes that a parameter's value may have: '${'€'.repeat(100)}…'`,
    ]);
  });
});

describe('A refusal', () => {
  it('does not repeat all of what is wrong', async () => {
    const wrong = nested(100, 'x', (inner) => ({ 'Fn::Join': [inner, 'y'.repeat(5_000)] }));
    const problems = await problemsOf({ Resources: topic(wrong) });
    expect(problems).toHaveLength(100);
    expect(problems.join('\n').length).toBeLessThan(2_000_000);
    expect(problems.at(-1)).toBe(`Topic: Fn::Join takes [separator, list], not ["x","${'y'.repeat(500)}…"]`);
  });

  it('tells a hundred problems to whoever asks over HTTP', async () => {
    const aws = await localAws();
    const Properties = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`P${index}`, 1]));
    const asked = cloudFormation(aws)('CreateStack', {
      StackName: 'a',
      TemplateBody: body({ A: { Type: 'AWS::SQS::Queue', Properties } }),
    });
    await expect(asked).rejects.toThrow(/property P99 is not supported; [^\n]*\n… and 50 more$/);
  });
});

describe('Names that every object of JavaScript has', () => {
  it('are parameters as any other', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const Parameters = { constructor: { Type: 'String', Default: 'mine' } };
    const TemplateBody = body(topic({ Ref: 'constructor' }), { Parameters });
    await ask('CreateStack', { StackName: 'names', TemplateBody });
    expect(await ask('DescribeStacks', { StackName: 'names' })).toMatchObject({
      Stacks: [{ Parameters: [{ ParameterKey: 'constructor', ParameterValue: 'mine' }] }],
    });
    const previous = { Parameters: [{ ParameterKey: 'constructor', UsePreviousValue: true }] };
    await expect(ask('UpdateStack', { StackName: 'names', UsePreviousTemplate: true, ...previous })).rejects.toThrow('No updates are');
  });

  it('are missing where nobody gives them, and unknown where nobody declares them', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const TemplateBody = body(topic('x'), { Parameters: { constructor: { Type: 'String' } } });
    await expect(ask('CreateStack', { StackName: 'a', TemplateBody })).rejects.toThrow('Parameters: [constructor] must have values');
    const given = { TemplateBody: body(topic('x')), Parameters: [{ ParameterKey: '__proto__', ParameterValue: 'x' }] };
    await expect(ask('CreateStack', { StackName: 'a', ...given })).rejects.toThrow('Parameters: [__proto__] do not exist in the template');
  });
});

it('A key that stands twice in YAML is told of by its place', () => {
  expect(() => readTemplate('Resources:\n  A: {}\n  B: {}\n  "A": {}')).toThrow('Map keys must be unique at line 4, column 3');
});
