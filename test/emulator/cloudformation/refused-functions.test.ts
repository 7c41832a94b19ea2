import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems-of.ts';

const queue = { Type: 'AWS::SQS::Queue' };
const placeholder = (name: string) => `\${${name}}`;

describe('a template is refused', () => {
  it.each<[string, object, string[]]>([
    [
      'whose mappings are none, are called as they may not be, or are asked for what is not in them, wherever that is',
      {
        Mappings: {
          Sizes: { prod: { Memory: 1, 'a-b': 'x', Maps: { a: 1 } }, de_v: { Memory: [1, 'two', [3]] }, test: 'x', none: null },
          'my-map': {},
          Text: 'x',
        },
        Conditions: { Big: { 'Fn::Equals': [{ 'Fn::FindInMap': ['Sizes', 'staging', 'Memory'] }, 1] } },
        Resources: {
          Q: { ...queue, Properties: { DelaySeconds: { 'Fn::FindInMap': ['Nowhere', 'prod', 'Memory'] } } },
          R: { ...queue, Condition: 'Big', Properties: { DelaySeconds: { 'Fn::FindInMap': ['Nowhere', 'prod', 'Memory'] } } },
          S: { ...queue, Properties: { DelaySeconds: { 'Fn::FindInMap': ['Sizes', { Ref: 'Q' }, 'Memory'] } } },
        },
        Outputs: { A: { Value: { 'Fn::FindInMap': ['Sizes', 'prod', 'Disk'] } } },
      },
      [
        'Mappings: the name my-map is not alphanumeric',
        'Mappings.Sizes.none: null is not allowed in templates',
        "Mappings.Sizes.prod.a-b: Template format error: Mappings attribute name 'a-b' must contain only alphanumeric characters.",
        'Mappings.Sizes.prod.Maps: Template format error: Every Mappings attribute must be a String or a List.',
        "Mappings.Sizes.de_v: Template format error: Mappings element name 'de_v' must be non-empty and can contain only alphanumerics, '-' or '.'",
        'Mappings.Sizes.de_v.Memory: Template format error: Every Mappings attribute must be a String or a List.',
        'Mappings.Sizes.test: Template format error: Every Mappings member test must be a map',
        'Mappings.Text: Template format error: Every Mappings member Text must be a map',
        'condition Big: Template error: Unable to get mapping for Sizes::staging::Memory; Sizes has prod, de_v, test, none',
        "Q: Properties.DelaySeconds: Template error: Mapping named 'Nowhere' is not present in the 'Mappings' section of template; present are Sizes, my-map, Text",
        'S: Properties.DelaySeconds: Fn::FindInMap can refer to parameters only, and Q is none',
        'output A: Value: Template error: Unable to get mapping for Sizes::prod::Disk; Sizes.prod has Memory, a-b, Maps',
      ],
    ],
    [
      'for a function that gives nothing, before anything is created',
      {
        Parameters: { Range: { Type: 'String', Default: '10.0.0.0/30' } },
        Resources: {
          Q: { ...queue, Properties: { Tags: [{ Key: 'range', Value: { 'Fn::Select': [0, { 'Fn::Cidr': [{ Ref: 'Range' }, 9, 2] }] } }] } },
          R: { ...queue, Properties: { QueueName: { 'Fn::Select': [0, { 'Fn::GetAZs': 'eu-west-1' }] } } },
        },
      },
      [
        'Q: Properties.Tags[0].Value.Fn::Select[1]: Fn::Cidr: 10.0.0.0/30 holds 1 of 2 bits, not 9',
        expect.stringMatching(/^R: Properties\.QueueName: Fn::Select takes \[index, list\], .*, not \[0,\[\]\]$/),
      ],
    ],
    [
      'whose transforms only AWS expands, with what to do instead',
      {
        Transform: ['AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31', 'Mine'],
        Globals: { Function: {} },
        Resources: {
          F: { Type: 'AWS::Serverless::Function' },
          'Fn::ForEach::Queues': ['Name', ['a', 'b'], { [placeholder('Name')]: queue }],
        },
      },
      [
        expect.stringMatching(
          /^transform AWS::Serverless-2016-10-31 is not expanded here, nor by sam build; .*aws cloudformation get-template .*--template-stage Processed/,
        ),
        expect.stringMatching(/^transform Mine is not expanded here; supported is AWS::LanguageExtensions\. Deploy what /),
        expect.stringMatching(/^Resources\.Fn::ForEach::Queues: Fn::ForEach is not expanded here\. Deploy what CloudFormation has made/),
      ],
    ],
  ])('%s', async (_, template, problems) => {
    expect(await problemsOf(template)).toEqual(problems);
  });
});
