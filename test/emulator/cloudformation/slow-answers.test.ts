import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws } from '../../local-aws.ts';
import { body, cloudFormation } from './stacks.ts';

const queue = (QueueName: string) => ({ Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName } } });
const TemplateURL = 'https://s3.us-east-1.amazonaws.com/templates/letters.json';
const person = { kind: 'person', arn: 'x', accessKeyId: 'x' } as const;

async function withTemplate(aws: Emulator): Promise<void> {
  const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'templates' } };
  await cloudFormation(aws)('CreateStack', { StackName: 'templates', TemplateBody: body({ Bucket: bucket }) });
  await aws.home.call('s3', 'PutObject', { Bucket: 'templates', Key: 'letters.json', Body: Buffer.from(body(queue('letters'))) }, person);
}

describe('Where a service that CloudFormation asks is slow,', () => {
  it('one stack of a name comes up', async () => {
    const aws = await localAws();
    await withTemplate(aws);
    aws.home.faults.inject({ operation: 's3:GetObject', answeredAfterSeconds: 5 });
    const ask = cloudFormation(aws);
    const from = aws.home.clock.now();
    const asked = await Promise.allSettled([1, 2, 3].map(() => ask('CreateStack', { StackName: 'post', TemplateURL })));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'AlreadyExistsException' } });
    expect(aws.home.clock.now() - from).toBeGreaterThanOrEqual(5_000);
    expect((await ask('DescribeStacks')).Stacks.map((stack: any) => stack.StackName).toSorted()).toEqual(['post', 'templates']);
  });

  it('one change set of a name does, and one stack for all', async () => {
    const aws = await localAws();
    await withTemplate(aws);
    aws.home.faults.inject({ operation: 's3:GetObject', answeredAfterSeconds: 5 });
    const ask = cloudFormation(aws);
    const asked = await Promise.allSettled(
      ['a', 'a', 'b'].map((ChangeSetName) =>
        ask('CreateChangeSet', { StackName: 'post', ChangeSetName, ChangeSetType: 'CREATE', TemplateURL }),
      ),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'AlreadyExistsException' } });
    const { Summaries } = await ask('ListChangeSets', { StackName: 'post' });
    expect(Summaries.map((one: any) => one.ChangeSetName).toSorted()).toEqual(['a', 'b']);
  });

  it('a stack waits for it', async () => {
    const aws = await localAws();
    aws.home.faults.inject({ operation: 'secretsmanager:CreateSecret', answeredAfterSeconds: 60 });
    const from = aws.home.clock.now();
    const ask = cloudFormation(aws);
    await ask('CreateStack', { StackName: 'slow', TemplateBody: body({ Secret: { Type: 'AWS::SecretsManager::Secret' } }) });
    expect(await ask('DescribeStacks', { StackName: 'slow' })).toMatchObject({ Stacks: [{ StackStatus: 'CREATE_COMPLETE' }] });
    expect(aws.home.clock.now() - from).toBeGreaterThanOrEqual(60_000);
  });
});
