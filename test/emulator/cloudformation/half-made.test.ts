import { describe, expect, it } from 'vitest';
import type { AwsPlace } from '../../../emulator/cloud.ts';
import { localAws } from '../../local-aws.ts';
import { body, cloudFormation, letsEventsIn } from './stacks.ts';

const topic = (TopicName: string, Protocol: string) => ({
  Type: 'AWS::SNS::Topic',
  Properties: { TopicName, Subscription: [{ Protocol, Endpoint: 'arn:aws:sqs:us-east-1:123456789012:letters' }] },
});
const table = {
  ...{ TableName: 'table', BillingMode: 'PAY_PER_REQUEST', TimeToLiveSpecification: { Enabled: true, AttributeName: '' } },
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};
const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'x' } as const;
const deletions = ({ kms }: AwsPlace) => [...kms.keys.values()].map(({ deletionDate }) => deletionDate !== undefined);
const tables = async ({ dynamodb }: AwsPlace) => (await dynamodb.call('ListTables', {}, person)).TableNames;

describe('what only comes about in part', () => {
  it.each<[string, object, (home: AwsPlace) => unknown, unknown]>([
    ['AWS::SNS::Topic', topic('outcomes', 'smoke').Properties, ({ sns }) => [...sns.topics.keys()], []],
    ['AWS::KMS::Key', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', EnableKeyRotation: true }, deletions, [true]],
    ['AWS::DynamoDB::Table', table, tables, []],
  ])('goes with its stack, of type %s', async (Type, Properties, left, expected) => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    await ask('CreateStack', { StackName: 'one', TemplateBody: body({ X: { Type, Properties } }) });
    expect((await ask('DescribeStacks')).Stacks).toMatchObject([{ StackStatus: 'ROLLBACK_COMPLETE' }]);
    expect(await left(aws.home)).toEqual(expected);
  });

  it('goes where it was to take the place of another one', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    await ask('CreateStack', { StackName: 'one', TemplateBody: body({ X: topic('outcomes', 'sqs') }) });
    await ask('UpdateStack', { StackName: 'one', TemplateBody: body({ X: topic('results', 'smoke') }) });
    expect((await ask('DescribeStacks')).Stacks).toMatchObject([{ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }]);
    expect([...aws.home.sns.topics.values()].map(({ name }) => name)).toEqual(['outcomes']);
    await ask('DeleteStack', { StackName: 'one' });
    expect(aws.home.sns.topics.size).toBe(0);
  });

  it.each([
    ['AWS::SQS::QueuePolicy', 'Queues', 'sqs:SendMessage'],
    ['AWS::SNS::TopicPolicy', 'Topics', 'sns:Publish'],
  ])('is no policy: %s', async (Type, property, action) => {
    const aws = await localAws();
    const { sqs, sns, iam } = aws.home;
    const [queueArn, topicArn] = [sqs.createQueue('there'), sns.createTopic('there')];
    const there = property === 'Queues' ? sqs.url(sqs.queue('there')) : topicArn;
    const Properties = { [property]: [there, there.replace('there', 'missing')], PolicyDocument: letsEventsIn(action) };
    const ask = cloudFormation(aws);
    await ask('CreateStack', { StackName: 'one', TemplateBody: body({ X: { Type, Properties } }) });
    expect((await ask('DescribeStacks')).Stacks).toMatchObject([{ StackStatus: 'ROLLBACK_COMPLETE' }]);
    expect([queueArn, topicArn].flatMap((arn) => iam.resourcePolicies.of(arn))).toEqual([]);
  });
});
