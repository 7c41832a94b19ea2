import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems-of.ts';

const Resources = { A: { Type: 'AWS::SQS::Queue' } };

describe('an output is refused', () => {
  it('whose value is no text', async () => {
    const Outputs = {
      List: { Value: ['a'] },
      Map: { Value: { a: 'b' } },
      Null: { Value: null },
      Nothing: { Value: { Ref: 'AWS::NoValue' } },
      Dynamic: { Value: '{{resolve:ssm:x}}' },
      DynamicInFunction: { Value: { 'Fn::Sub': '{{resolve:ssm:x}}' } },
    };
    expect(await problemsOf({ Resources, Outputs })).toEqual([
      'Outputs.Null.Value: null is not allowed in templates',
      'output List: its value has to be a text, not ["a"]',
      'output Map: its value has to be a text, not {"a":"b"}',
      'output Null: its value has to be a text, not null',
      'output Nothing: its value has to be a text',
      'output Dynamic: {{resolve:…}} is only for properties of resources',
      'output DynamicInFunction: {{resolve:…}} is only for properties of resources',
    ]);
  });

  it('without a value', async () => {
    expect(await problemsOf({ Resources, Outputs: { Url: {} } })).toEqual(['Outputs.Url.Value: is missing']);
  });

  it('that cannot be made of what there is', async () => {
    const joined = { Resources: { A: { Type: 'AWS::SNS::Topic' } }, Outputs: { Url: { Value: { 'Fn::Join': [',', { Ref: 'A' }] } } } };
    expect(await problemsOf(joined)).toEqual([expect.stringMatching(/^output Url: Fn::Join takes \[separator, list\], not \[",","arn:/)]);
  });

  it('with an attribute that there is not, or an export that calls what is not supported', async () => {
    const Outputs = { Url: { Value: 'a', Text: 'x' }, Name: { Value: 'a', Export: { Name: { 'Fn::Bogus': 'x' } } } };
    expect(await problemsOf({ Resources, Outputs })).toEqual([
      'output Url: attribute Text is not supported; supported are Value, Description, Export, Condition',
      expect.stringMatching(/^output Name: Fn::Bogus is not supported/),
    ]);
  });
});
