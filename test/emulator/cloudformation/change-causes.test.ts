import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { body, cloudFormation } from './stacks.ts';

interface Told {
  Changes: { ResourceChange: { LogicalResourceId: string; Replacement: string; Details: Detail[] } }[];
}

interface Detail {
  Target: { Name: string; RequiresRecreation: string };
  Evaluation: string;
  ChangeSource: string;
  CausingEntity?: string;
}

type Values = Record<string, string>;

/** What a change set tells of each resource that one template changes of another, without values and with them. */
async function told(before: string, after: string, given: Values = {}) {
  const ask = cloudFormation(await localAws());
  await ask('CreateStack', { StackName: 'post', TemplateBody: before });
  const Parameters = Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  const { Id } = await ask('CreateChangeSet', { StackName: 'post', ChangeSetName: 'second', TemplateBody: after, Parameters });
  const seen = async (IncludePropertyValues: boolean) => {
    const { Changes } = (await ask('DescribeChangeSet', { ChangeSetName: Id, IncludePropertyValues })) as unknown as Told;
    return Changes.map(({ ResourceChange: { LogicalResourceId, Replacement, Details } }) => [
      `${LogicalResourceId} ${Replacement}`,
      ...Details.map(({ Target, Evaluation, ChangeSource, CausingEntity = '' }) =>
        `${Target.Name} ${Target.RequiresRecreation} ${Evaluation} ${ChangeSource} ${CausingEntity}`.trim(),
      ),
    ]);
  };
  return { names: await seen(false), values: await seen(true) };
}

const topic = (TopicName: unknown, DisplayName: unknown) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName, DisplayName } });
const parameter = (Value: unknown) => ({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } });
const text = (Default: string) => ({ Title: { Type: 'String', Default } });

// localstack's snapshots of test_change_set_fn_sub, _parameters, _mappings, _ref, _fn_get_attr and test_change_sets (2025)
describe('The causes of a change, in a change set', () => {
  const direct = 'DisplayName Never Static DirectModification';

  it('are the text of a property itself', async () => {
    const { names, values } = await told(body({ One: topic('one', 'a') }), body({ One: topic('one', 'b') }));
    expect(names).toEqual([['One False', direct]]);
    expect(values).toEqual(names);
  });

  it.each([
    ['has another default', body({ One: topic('one', { Ref: 'Title' }) }, { Parameters: text('a') }), {}],
    ['is given another value', body({ One: topic('one', { Ref: 'Title' }) }, { Parameters: text('b') }), { Title: 'c' }],
    ['is new', body({ One: topic('one', 'a') }), {}],
  ])('are a parameter that %s, beside the property', async (_, before, given: Values) => {
    const after = body({ One: topic('one', { 'Fn::Sub': `\${Title}, \${Title}` }) }, { Parameters: text('b') });
    const { names, values } = await told(before, after, given);
    const beside = 'DisplayName Never Dynamic DirectModification';
    expect(names).toEqual([['One False', 'DisplayName Never Static ParameterReference Title', beside]]);
    expect(values).toEqual(names);
  });

  it('are a parameter by which a mapping is asked', async () => {
    const Mappings = { Titles: { a: { short: 'one' }, b: { short: 'two' } } };
    const found = { 'Fn::FindInMap': ['Titles', { Ref: 'Title' }, 'short'] };
    const of = (title: string) => body({ One: topic('one', found) }, { Mappings, Parameters: text(title) });
    expect((await told(of('a'), of('b'))).names).toEqual([
      ['One False', 'DisplayName Never Static ParameterReference Title', 'DisplayName Never Dynamic DirectModification'],
    ]);
  });

  it('are no parameter that has its value as before', async () => {
    const of = (suffix: string) => body({ One: topic('one', { 'Fn::Sub': `\${Title}${suffix}` }) }, { Parameters: text('a') });
    expect((await told(of('-1'), of('-2'))).names).toEqual([['One False', direct]]);
  });

  it.each([
    ['by its name', { Ref: 'One' }, 'ResourceReference One'],
    ['by an attribute', { 'Fn::GetAtt': ['One', 'TopicName'] }, 'ResourceAttribute One.TopicName'],
  ])('are a resource that gets another in its place, and where values are asked for the property, too: %s', async (_, value, cause) => {
    const of = (name: string) => body({ One: topic(name, 'a'), Two: parameter(value) });
    const { names, values } = await told(of('one'), of('two'));
    const one = ['One True', 'TopicName Always Static DirectModification'];
    expect(names).toEqual([one, ['Two False', `Value Never Static ${cause}`]]);
    expect(values).toEqual([one, ['Two False', `Value Never Static ${cause}`, 'Value Never Dynamic DirectModification']]);
  });

  it('may be attributes of a resource that stays, and of what these may change, which values show to be the same', async () => {
    const of = (title: string) =>
      body({
        One: topic('one', title),
        Two: topic({ 'Fn::Join': ['-', ['two', { 'Fn::GetAtt': ['One', 'TopicName'] }]] }, 'a'),
        Three: parameter({ 'Fn::GetAtt': ['Two', 'TopicName'] }),
        Four: parameter({ Ref: 'One' }),
      });
    const { names, values } = await told(of('a'), of('b'));
    expect(names).toEqual([
      ['One False', direct],
      ['Two Conditional', 'TopicName Always Dynamic ResourceAttribute One.TopicName'],
      ['Three False', 'Value Never Dynamic ResourceAttribute Two.TopicName'],
    ]);
    expect(values).toEqual([['One False', direct]]);
  });
});
