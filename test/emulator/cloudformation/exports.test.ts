import { expect, test } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { body, cloudFormation } from './stacks.ts';

const queue = (QueueName: unknown, DelaySeconds = 0) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName, DelaySeconds } });
const exporting = (Value: unknown, Name = 'post-name') => ({ Outputs: { Name: { Value, Export: { Name } } } });
const importing = { Q: queue({ 'Fn::ImportValue': { 'Fn::Join': ['-', ['post', { Ref: 'What' }]] } }) };
const Parameters = { What: { Type: 'String', Default: 'name' } };

async function exported() {
  const aws = await localAws();
  const ask = cloudFormation(aws);
  const state = async (StackName: string) => {
    const { StackStatus, StackStatusReason } = (await ask('DescribeStacks', { StackName })).Stacks[0];
    return [StackStatus, StackStatusReason];
  };
  await ask('CreateStack', { StackName: 'one', TemplateBody: body({ Q: queue('one') }, exporting('taken')) });
  return { aws, ask, state };
}

test('a stack takes what another one exports, and is known for it', async () => {
  const { aws, ask } = await exported();
  await expect(ask('ListImports', { ExportName: 'post-name' })).rejects.toThrow("Export 'post-name' is not imported by any stack.");
  await ask('CreateStack', { StackName: 'two', TemplateBody: body(importing, { Parameters }) });
  expect([...aws.home.sqs.queues.keys()]).toEqual(['one', 'taken']);
  expect(await ask('ListImports', { ExportName: 'post-name' })).toEqual({ Imports: ['two'] });
});

test('what nobody exports cannot be taken', async () => {
  const { ask } = await exported();
  const none = body(importing, { Parameters: { What: { Type: 'String', Default: 'none' } } });
  await expect(ask('CreateStack', { StackName: 'two', TemplateBody: none })).rejects.toThrow('No export named post-none found.');
});

test('a name is exported once', async () => {
  const { ask, state, aws } = await exported();
  await ask('CreateStack', { StackName: 'two', TemplateBody: body({ Q: queue('two') }, exporting('other')) });
  expect(await state('two')).toEqual(['ROLLBACK_COMPLETE', undefined]);
  const { StackEvents } = await ask('DescribeStackEvents', { StackName: 'two' });
  expect(StackEvents.map((event: any) => event.ResourceStatusReason)).toContain(
    'output Name: Export with name post-name is already exported by stack one. Rollback requested by user.',
  );
  expect([...aws.home.sqs.queues.keys()]).toEqual(['one']);
});

test('what is taken neither changes nor goes', async () => {
  const { aws, ask, state } = await exported();
  await ask('CreateStack', { StackName: 'two', TemplateBody: body(importing, { Parameters }) });
  await ask('DeleteStack', { StackName: 'one' });
  expect(await state('one')).toEqual(['CREATE_COMPLETE', 'Delete canceled. Cannot delete export post-name as it is in use by two.']);
  const update = (more: object) => ask('UpdateStack', { StackName: 'one', TemplateBody: body({ Q: queue('one', 5) }, more) });
  const reasons = async () =>
    (await ask('DescribeStackEvents', { StackName: 'one' })).StackEvents.map((event: any) => event.ResourceStatusReason);
  await update(exporting('changed'));
  expect(await reasons()).toContain('Export post-name cannot be updated as it is in use by two');
  await update({});
  expect(await reasons()).toContain('Export post-name cannot be deleted as it is in use by two');
  expect(aws.home.sqs.queue('one').attributes.DelaySeconds).toBe('0');
  await update(exporting('taken'));
  expect(aws.home.sqs.queue('one').attributes.DelaySeconds).toBe('5');
  await ask('DeleteStack', { StackName: 'two' });
  await ask('DeleteStack', { StackName: 'one' });
  expect(aws.home.sqs.queues.size).toBe(0);
});
