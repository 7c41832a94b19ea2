import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { problemsOf } from './problems-of.ts';
import { body, cloudFormation } from './stacks.ts';

const Parameters = { Stage: { Type: 'String', Default: 'dev' } };
const Conditions = { IsKept: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } };
const kept = { 'Fn::If': ['IsKept', 'Retain', 'Delete'] };

function letters(QueueName: string, policies: object, more: object = {}): string {
  const Letters = { Type: 'AWS::SQS::Queue', Properties: { QueueName }, ...policies };
  return body({ Letters }, { Parameters, Conditions, ...more });
}

async function standing(stage: string) {
  const aws = await localAws();
  const ask = cloudFormation(aws);
  const stack = (TemplateBody: string) => ({
    StackName: 'post',
    TemplateBody,
    Parameters: [{ ParameterKey: 'Stage', ParameterValue: stage }],
  });
  return { ask, stack, queues: () => [...aws.home.sqs.queues.keys()] };
}

// localstack's snapshots of test_deletion_policy and test_update_policy (January 2026): without AWS::LanguageExtensions, too
describe('A policy of a resource that a condition decides', () => {
  it.each([
    ['prod', ['letters']],
    ['dev', []],
  ])('says what becomes of it with its stack: %s', async (stage, left) => {
    const { ask, stack, queues } = await standing(stage);
    await ask('CreateStack', stack(letters('letters', { DeletionPolicy: kept })));
    await ask('DeleteStack', { StackName: 'post' });
    expect(queues()).toEqual(left);
  });

  it.each([
    ['prod', 'ReplaceAndRetain', ['one', 'two'], ['one']],
    ['dev', 'ReplaceAndDelete', ['two'], []],
  ])('says what becomes of it where another takes its place, and in a change set: %s', async (stage, action, left, atLast) => {
    const { ask, stack, queues } = await standing(stage);
    await ask('CreateStack', stack(letters('one', { UpdateReplacePolicy: kept })));
    const { Id } = await ask('CreateChangeSet', { ...stack(letters('two', { UpdateReplacePolicy: kept })), ChangeSetName: 'second' });
    const { Changes } = await ask('DescribeChangeSet', { ChangeSetName: Id });
    expect(Changes).toMatchObject([{ ResourceChange: { PolicyAction: action } }]);
    await ask('ExecuteChangeSet', { ChangeSetName: Id });
    expect(queues()).toEqual(left);
    await ask('DeleteStack', { StackName: 'post' });
    expect(queues()).toEqual(atLast);
  });

  it('is one that there is', async () => {
    const Letters = (DeletionPolicy: unknown) => ({ Resources: { Letters: { Type: 'AWS::SQS::Queue', DeletionPolicy } }, Parameters });
    expect(await problemsOf(Letters({ Ref: 'Stage' }))).toEqual([
      'Letters: DeletionPolicy has to be Delete, Retain or RetainExceptOnCreate, not "dev"',
    ]);
    expect(await problemsOf(Letters({ 'Fn::If': ['IsKept', 'Retain', 'Delete'] }))).toEqual([
      'Letters: condition IsKept: there is none in the template',
    ]);
  });
});

// localstack's snapshot of test_dynamic_ssm_parameter_lookup (August 2025)
it('A stack that is gone shows what its outputs were, and exports nothing', async () => {
  const { ask, stack } = await standing('dev');
  const Outputs = { Name: { Value: { 'Fn::GetAtt': 'Letters.QueueName' }, Export: { Name: 'letters' } } };
  const { StackId } = await ask('CreateStack', stack(letters('letters', {}, { Outputs })));
  await ask('DeleteStack', { StackName: 'post' });
  const { Stacks } = await ask('DescribeStacks', { StackName: StackId });
  expect(Stacks).toMatchObject([{ StackStatus: 'DELETE_COMPLETE', Outputs: [{ OutputKey: 'Name', OutputValue: 'letters' }] }]);
  expect((await ask('ListExports')).Exports).toEqual([]);
});
