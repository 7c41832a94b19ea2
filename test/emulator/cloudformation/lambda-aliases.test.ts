import { expect, it } from 'vitest';
import { arn, failing, person, standing, trusting } from './stacks.ts';

const f = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') } };
const fn = (answer: number) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    ...{ FunctionName: 'f', Role: arn('Role'), Runtime: 'nodejs22.x', Handler: 'index.handler' },
    Code: { ZipFile: `exports.handler = async () => ${answer};` },
  },
});
const version = { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' }, Description: 'published' } };
const alias = (versionId: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Alias',
  Properties: { Name: 'live', FunctionName: { Ref: 'Fn' }, FunctionVersion: { 'Fn::GetAtt': [versionId, 'Version'] }, ...more },
});
const permission = {
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName: { Ref: 'Live' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' },
};
const before = { Role: role, Fn: fn(1), First: version, Live: alias('First'), Permission: permission };

it('an alias moves to the version that takes the place of its own, which goes then', async () => {
  const { home, update, status } = await standing(before, { Outputs: { Live: { Value: { Ref: 'Live' } } } });
  const run = async () => {
    const { ExecutedVersion, Payload } = (await home.call('lambda', 'Invoke', { FunctionName: `${f}:live` }, person)) as any;
    return [ExecutedVersion, String(Payload)];
  };
  const published = home.lambda.published('f');
  expect(published.versions.get('1')).toMatchObject({ description: 'published' });
  expect(await run()).toEqual(['1', '1']);
  await update({ Role: role, Fn: fn(2), Second: version, Live: alias('Second'), Permission: permission });
  expect(await status()).toBe('UPDATE_COMPLETE');
  expect([...published.versions.keys()]).toEqual(['2']);
  expect(await run()).toEqual(['2', '2']);
  expect(home.iam.resourcePolicies.of(`${f}:live`)).toHaveLength(1);
});

it('an alias changes its weights in place, and another one takes its place under another name', async () => {
  const { home, update, status } = await standing(before);
  const { aliases } = home.lambda.published('f');
  const RoutingConfig = { AdditionalVersionWeights: [{ FunctionVersion: { 'Fn::GetAtt': ['Second', 'Version'] }, FunctionWeight: 0.25 }] };
  const both = { ...before, Fn: fn(2), Second: version };
  await update({ ...both, Live: alias('First', { RoutingConfig }) });
  expect([...aliases.get('live')!.weights]).toEqual([['2', 0.25]]);
  await update({ ...both, Live: alias('First', { Name: 'stable' }) }, {}, { ClientRequestToken: 'again' });
  expect(await status()).toBe('UPDATE_COMPLETE');
  expect([...aliases.values()].map(({ name, weights }) => [name, weights.size])).toEqual([['stable', 0]]);
  expect(home.iam.resourcePolicies.of(`${f}:stable`)).toHaveLength(1);
});

it('is as it was where an update fails after its alias has moved', async () => {
  const { home, update, status } = await standing(before);
  const DependsOn = 'Live';
  await update({ Role: role, Fn: fn(2), Second: version, Live: alias('Second'), Permission: permission, Last: { ...failing, DependsOn } });
  expect(await status()).toBe('UPDATE_ROLLBACK_COMPLETE');
  const { versions, aliases } = home.lambda.published('f');
  expect([[...versions.keys()], aliases.get('live')!.version]).toEqual([['1'], '1']);
});

it('refuses a version of what is published already, and an alias with provisioned concurrency', async () => {
  const { ask, update, status } = await standing(before);
  const events = await update({ ...before, Second: { ...version, DependsOn: 'First' } });
  expect(JSON.stringify(events)).toContain('A version for this Lambda function exists ( 1 ). Modify the function to create a new version.');
  expect(await status()).toBe('UPDATE_ROLLBACK_COMPLETE');
  const ProvisionedConcurrencyConfig = { ProvisionedConcurrentExecutions: 1 };
  const TemplateBody = JSON.stringify({ Resources: { ...before, Live: alias('First', { ProvisionedConcurrencyConfig }) } });
  await expect(ask('CreateStack', { StackName: 'other', TemplateBody, Capabilities: ['CAPABILITY_IAM'] })).rejects.toThrow(
    'property ProvisionedConcurrencyConfig is not supported',
  );
});

it('a custom resource is asked for by the alias of its function', async () => {
  const ZipFile = `const { send, SUCCESS } = require('cfn-response');
    exports.handler = async (event, context) => send(event, context, SUCCESS, { By: context.invokedFunctionArn });`;
  const maker = { ...fn(1), Properties: { ...fn(1).Properties, Code: { ZipFile } } };
  const Made = { Type: 'Custom::Made', Properties: { ServiceToken: { Ref: 'Live' } } };
  const Outputs = { By: { Value: { 'Fn::GetAtt': ['Made', 'By'] } } };
  const { ask } = await standing({ Role: role, Fn: maker, First: version, Live: alias('First'), Made }, { Outputs });
  expect((await ask('DescribeStacks', { StackName: 'post' })).Stacks[0].Outputs).toMatchObject([{ OutputValue: `${f}:live` }]);
});
