import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { body, cloudFormation } from './stacks.ts';

const topic = (Properties: object) => ({ A: { Type: 'AWS::SNS::Topic', Properties } });
const named = (TopicName: unknown) => body(topic({ TopicName }));
const lookup = { 'Fn::FindInMap': ['Sizes', 'large', 'Memory'] };
const number = { Parameters: { Value: { Type: 'Number', Default: 'much' } } };
const stored = { Parameters: { Value: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/nowhere' } } };
const unresolved = (names: string) =>
  `Template format error: Unresolved resource dependencies [${names}] in the Resources block of the template`;
const select = 'Template error: Fn::Select requires a list argument with two elements: an integer index and a list';

// localstack's snapshots of test_conditions, test_mappings, test_references, test_validations, test_template_engine, test_templates and of
// test_change_set_conditions, _fn_get_attr, _fn_select, _fn_split and _parameters (2023 to 2025)
describe('The refusal of a template, by the API, has the words of AWS', () => {
  it.each([
    ['a Ref', named({ Ref: 'Nobody' }), unresolved('Nobody')],
    [
      'attributes and dependencies',
      body({ A: { Type: 'AWS::SNS::Topic', DependsOn: 'B', Properties: { TopicName: { 'Fn::GetAtt': 'C.Arn' } } } }),
      unresolved('C, B'),
    ],
    [
      'an output',
      body(topic({}), { Outputs: { O: { Value: { Ref: 'Nobody' } } } }),
      'Unresolved resource dependencies [Nobody] in the Outputs block of the template',
    ],
    [
      'a mapping',
      body(topic({ TopicName: lookup }), { Mappings: { Sizes: { small: { Memory: 1 } } } }),
      'Template error: Unable to get mapping for Sizes::large::Memory',
    ],
    [
      'a value of a mapping',
      body(topic({}), { Mappings: { Sizes: { small: { Memory: {} } } } }),
      'Template format error: Every Mappings attribute must be a String or a List.',
    ],
    [
      'a key of a mapping',
      body(topic({}), { Mappings: { Sizes: { small: 'x' } } }),
      'Template format error: Every Mappings member small must be a map',
    ],
    ['a condition', named({ 'Fn::If': ['Nobody', 'a', 'b'] }), 'Template error: unresolved condition dependency Nobody in Fn::If'],
    [
      'Fn::Equals',
      body(topic({}), { Conditions: { C: { 'Fn::Equals': ['a'] } } }),
      'Template error: every Fn::Equals object requires a list of 2 string parameters.',
    ],
    [
      'Fn::GetAtt',
      named({ 'Fn::GetAtt': ['A'] }),
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    ],
    ['Fn::Select', named({ 'Fn::Select': ['one', ['a']] }), select],
    ['Fn::Select beyond its list', named({ 'Fn::Select': [1, ['a']] }), select],
    [
      'Fn::Split',
      named({ 'Fn::Split': ['a'] }),
      'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
    ],
    [
      'Fn::Join',
      named({ 'Fn::Join': ['a'] }),
      'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
    ],
    ['a number', body(topic({}), number), "Parameter 'Value' must be a number."],
    ['a stored parameter', body(topic({}), stored), 'Unable to fetch parameters [/nowhere] from parameter store for this account.'],
    [
      'a resource without a type',
      body({ A: { Properties: {} } }),
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    ['an attribute of a resource', body({ A: { Type: 'AWS::SNS::Topic', Size: 1 } }), "Invalid template resource property 'Size'"],
    ['null', body(topic({}), { Outputs: { O: { Value: null } } }), "[/Outputs/O/Value] 'null' values are not allowed in templates"],
    [
      'an output without a value',
      body(topic({}), { Outputs: { O: {} } }),
      'Template format error: Every Outputs member must contain a Value object',
    ],
    ['JSON', '{"this is invalid JSON"="bobbins"}', 'Template format error: JSON not well-formed. (line 1, column 25)'],
  ])('over %s', async (_, TemplateBody, message) => {
    const ask = cloudFormation(await localAws());
    await expect(ask('CreateStack', { StackName: 'post', TemplateBody })).rejects.toMatchObject({ code: 'ValidationError', message });
  });

  it('over nothing that is right', async () => {
    const ask = cloudFormation(await localAws());
    const Parameters = { Attribute: { Type: 'String', Default: 'TopicName' } };
    const Outputs = { O: { Value: { 'Fn::GetAtt': ['A', { Ref: 'Attribute' }] } } };
    const TemplateBody = body(topic({ Sizes: 1 }), { Parameters, Outputs });
    await expect(ask('CreateStack', { StackName: 'post', TemplateBody })).rejects.toThrow(
      /^Template error: A \(AWS::SNS::Topic\): property Sizes is not supported/,
    );
  });

  it('alone, and those of this project where AWS has none that are known', async () => {
    const ask = cloudFormation(await localAws());
    const TemplateBody = body({ ...topic({ Sizes: 1 }), B: { Type: 'AWS::SNS::Topic', UpdatePolicy: {} } });
    await expect(ask('CreateStack', { StackName: 'post', TemplateBody })).rejects.toThrow(
      /^Template error: B: attribute UpdatePolicy is not supported; .*\nA \(AWS::SNS::Topic\): property Sizes is not supported/,
    );
  });
});
