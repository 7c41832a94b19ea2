import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { arn, letsEventsIn, maker, person, queue, standing, trusting } from './stacks.ts';

const zip = (text: string) => ({ ZipFile: `exports.handler = async () => ${JSON.stringify(text)};` });
const policyOf = (Action: string) => ({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const roleOf = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trusting(`${service}.amazonaws.com`) },
});
const answer = async (home: Emulator['home'], service: string, operation: string, input: object) =>
  home.call(service, operation, input, person);

const tagged = (Value: string) => ({ Tags: [{ Key: 'k', Value }] });
const encryptedWithKeys = {
  ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
};
const fargate = {
  Cpu: '256',
  Memory: '512',
  NetworkMode: 'awsvpc',
  RequiresCompatibilities: ['FARGATE'],
  ContainerDefinitions: [{ Name: 'one', Image: 'one:1' }],
};

const machine = { RoleArn: arn('Role'), Definition: { StartAt: 'A', QueryLanguage: 'JSONata', States: { A: { Type: 'Succeed' } } } };

/** A type, what else has to be there, its properties before and after, and what is to be seen of it then. */
const rotation = { SecretId: { Ref: 'Secret' }, RotationLambdaARN: arn('Maker'), RotateImmediatelyOnUpdate: false };
const inPlace: [string, object, object, object, (home: Emulator['home'], id: string) => unknown, unknown][] = [
  [
    'AWS::Lambda::Function',
    { Role: roleOf('lambda') },
    { Handler: 'index.handler', Runtime: 'nodejs24.x', Role: arn('Role'), Code: zip('before') },
    { Handler: 'index.handler', Runtime: 'nodejs24.x', Role: arn('Role'), Code: zip('after') },
    async (home, FunctionName) => String(((await answer(home, 'lambda', 'Invoke', { FunctionName })) as { Payload: Buffer }).Payload),
    '"after"',
  ],
  [
    'AWS::SQS::Queue',
    {},
    tagged('before'),
    tagged('after'),
    async (home, QueueUrl) => answer(home, 'sqs', 'ListQueueTags', { QueueUrl }),
    { Tags: { k: 'after' } },
  ],
  [
    'AWS::SQS::Queue',
    {},
    { MaximumMessageSize: 1234, DelaySeconds: 17, KmsMasterKeyId: 'alias/aws/sqs' },
    {},
    async (home, QueueUrl) => {
      const asked = { QueueUrl, AttributeNames: ['MaximumMessageSize', 'DelaySeconds', 'SqsManagedSseEnabled', 'KmsMasterKeyId'] };
      return answer(home, 'sqs', 'GetQueueAttributes', asked);
    },
    { Attributes: { MaximumMessageSize: '262144', DelaySeconds: '0', SqsManagedSseEnabled: 'false' } },
  ],
  [
    'AWS::SQS::Queue',
    {},
    tagged('before'),
    tagged('after'),
    async (home, QueueUrl) =>
      answer(home, 'sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['MaximumMessageSize', 'SqsManagedSseEnabled'] }),
    { Attributes: { MaximumMessageSize: '1048576', SqsManagedSseEnabled: 'true' } },
  ],
  [
    'AWS::SNS::Topic',
    {},
    { ...tagged('before'), DisplayName: 'before' },
    { ...tagged('after'), DisplayName: 'after' },
    async (home, arn) => [
      await answer(home, 'sns', 'ListTagsForResource', { ResourceArn: arn }),
      ((await answer(home, 'sns', 'GetTopicAttributes', { TopicArn: arn })) as { Attributes: Record<string, string> }).Attributes
        .DisplayName,
    ],
    [{ Tags: [{ Key: 'k', Value: 'after' }] }, 'after'],
  ],
  [
    'AWS::ECS::Cluster',
    {},
    tagged('before'),
    tagged('after'),
    async (home, id) => answer(home, 'ecs', 'DescribeClusters', { clusters: [id], include: ['TAGS'] }),
    expect.objectContaining({ clusters: [expect.objectContaining({ tags: [{ key: 'k', value: 'after' }] })] }),
  ],
  [
    'AWS::ECS::TaskDefinition',
    {},
    { ...fargate, ...tagged('before') },
    { ...fargate, ...tagged('after') },
    async (home, taskDefinition) => answer(home, 'ecs', 'DescribeTaskDefinition', { taskDefinition, include: ['TAGS'] }),
    expect.objectContaining({ tags: [{ key: 'k', value: 'after' }] }),
  ],
  [
    'AWS::SSM::Parameter',
    {},
    { Type: 'String', Value: 'a', Tags: { k: 'before', gone: '' } },
    { Type: 'String', Value: 'a', Tags: { k: 'after' } },
    async (home, ResourceId) => answer(home, 'ssm', 'ListTagsForResource', { ResourceType: 'Parameter', ResourceId }),
    { TagList: [{ Key: 'k', Value: 'after' }] },
  ],
  [
    'AWS::Lambda::Function',
    { Role: roleOf('lambda') },
    { Handler: 'index.handler', Runtime: 'nodejs24.x', Role: arn('Role'), Code: zip('same'), ...tagged('before') },
    { Handler: 'index.handler', Runtime: 'nodejs24.x', Role: arn('Role'), Code: zip('same'), ...tagged('after'), Architectures: ['arm64'] },
    async (home, FunctionName) => answer(home, 'lambda', 'GetFunction', { FunctionName }),
    expect.objectContaining({ Tags: { k: 'after' }, Configuration: expect.objectContaining({ Architectures: ['arm64'] }) }),
  ],
  [
    'AWS::S3::Bucket',
    {},
    { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
    { PublicAccessBlockConfiguration: { BlockPublicPolicy: true }, BucketEncryption: encryptedWithKeys },
    async (home, Bucket) => [
      await answer(home, 's3', 'GetPublicAccessBlock', { Bucket }),
      await answer(home, 's3', 'GetBucketEncryption', { Bucket }),
    ],
    [
      {
        PublicAccessBlockConfiguration: {
          ...{ BlockPublicAcls: false, IgnorePublicAcls: false },
          ...{ BlockPublicPolicy: true, RestrictPublicBuckets: false },
        },
      },
      { ServerSideEncryptionConfiguration: { Rules: [expect.objectContaining({ BucketKeyEnabled: true })] } },
    ],
  ],
  [
    'AWS::S3::Bucket',
    {},
    tagged('before'),
    tagged('after'),
    (home, Bucket) => answer(home, 's3', 'GetBucketTagging', { Bucket }),
    { TagSet: [{ Key: 'k', Value: 'after' }] },
  ],
  [
    'AWS::StepFunctions::StateMachine',
    { Role: roleOf('states') },
    { ...machine, ...tagged('before') },
    machine,
    (home, resourceArn) => answer(home, 'stepfunctions', 'ListTagsForResource', { resourceArn }),
    { tags: [] },
  ],
  [
    'AWS::S3::Bucket',
    {},
    { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
    {},
    (home, Bucket) => answer(home, 's3', 'GetPublicAccessBlock', { Bucket }).catch(({ code }) => code),
    'NoSuchPublicAccessBlockConfiguration',
  ],
  [
    'AWS::S3::Bucket',
    {},
    {},
    { BucketEncryption: encryptedWithKeys },
    (home, Bucket) => answer(home, 's3', 'GetPublicAccessBlock', { Bucket }),
    { PublicAccessBlockConfiguration: expect.objectContaining({ BlockPublicAcls: true, RestrictPublicBuckets: true }) },
  ],
  ['AWS::Logs::LogGroup', {}, { RetentionInDays: 30 }, {}, (home, id) => home.logs.groups.get(id)?.retentionDays, undefined],
  [
    'AWS::Logs::LogGroup',
    {},
    tagged('before'),
    tagged('after'),
    async (home, id) => answer(home, 'logs', 'ListTagsForResource', { resourceArn: home.arn('logs', `log-group:${id}`) }),
    { tags: { k: 'after' } },
  ],
  [
    'AWS::IAM::Role',
    {
      P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'other', Roles: [{ Ref: 'X' }], PolicyDocument: policyOf('s3:GetObject') } },
    },
    {
      AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
      Policies: [{ PolicyName: 'a', PolicyDocument: policyOf('s3:PutObject') }],
    },
    {
      AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
      Policies: [{ PolicyName: 'b', PolicyDocument: policyOf('s3:PutObject') }],
    },
    (home) => [...home.iam.roles.all()[0]!.policies.keys()],
    ['b', 'other'],
  ],
  [
    'AWS::IAM::Policy',
    { Role: roleOf('lambda') },
    { PolicyName: 'a', Roles: [{ Ref: 'Role' }], PolicyDocument: policyOf('s3:GetObject') },
    { PolicyName: 'b', Roles: [{ Ref: 'Role' }], PolicyDocument: policyOf('s3:GetObject') },
    (home) => [...home.iam.roles.all()[0]!.policies.keys()],
    ['b'],
  ],
  [
    'AWS::IAM::ManagedPolicy',
    { Role: roleOf('lambda') },
    { PolicyDocument: policyOf('s3:GetObject'), Roles: [{ Ref: 'Role' }] },
    { PolicyDocument: policyOf('s3:PutObject') },
    (home) => home.iam.roles.all()[0]!.managedPolicyArns,
    [],
  ],
  [
    'AWS::StepFunctions::StateMachine',
    { Role: roleOf('states') },
    { RoleArn: arn('Role'), Definition: { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Succeed' } } } },
    { RoleArn: arn('Role'), Definition: { QueryLanguage: 'JSONata', StartAt: 'B', States: { B: { Type: 'Succeed' } } } },
    (home, id) => home.states.machine(id).definition.StartAt,
    'B',
  ],
  [
    'AWS::Events::Rule',
    {},
    { ScheduleExpression: 'rate(1 day)' },
    { ScheduleExpression: 'rate(2 days)', State: 'DISABLED' },
    (home, id) => home.events.rules.get(id).state,
    'DISABLED',
  ],
  [
    'AWS::SQS::QueuePolicy',
    { A: queue('a'), B: queue('b') },
    { Queues: [{ Ref: 'A' }], PolicyDocument: letsEventsIn('sqs:SendMessage') },
    { Queues: [{ Ref: 'B' }], PolicyDocument: letsEventsIn('sqs:SendMessage') },
    (home) => ['a', 'b'].map((name) => home.sqs.queue(name).attributes.Policy !== undefined),
    [false, true],
  ],
  [
    'AWS::SNS::Topic',
    { A: queue('a'), B: queue('b') },
    { Subscription: [{ Protocol: 'sqs', Endpoint: arn('A') }] },
    { Subscription: [{ Protocol: 'sqs', Endpoint: arn('B') }], KmsMasterKeyId: 'alias/aws/sns' },
    (home, id) => home.sns.topic(id).subscriptions.map(({ endpoint }) => endpoint.split(':').at(-1)),
    ['b'],
  ],
  [
    'AWS::SNS::TopicPolicy',
    { T: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't' } } },
    { Topics: [{ Ref: 'T' }], PolicyDocument: letsEventsIn('sns:Publish') },
    { Topics: [], PolicyDocument: letsEventsIn('sns:Publish') },
    (home) => home.iam.resourcePolicies.of('arn:aws:sns:us-east-1:123456789012:t'),
    [],
  ],
  [
    'AWS::SNS::Subscription',
    { T: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't' } }, A: queue('a') },
    { TopicArn: { Ref: 'T' }, Protocol: 'sqs', Endpoint: arn('A') },
    { TopicArn: { Ref: 'T' }, Protocol: 'sqs', Endpoint: arn('A'), RawMessageDelivery: true },
    (home) => home.sns.topic('arn:aws:sns:us-east-1:123456789012:t').subscriptions.map(({ attributes }) => attributes),
    [{ RawMessageDelivery: 'true' }],
  ],
  [
    'AWS::DynamoDB::Table',
    {},
    {
      ...{ TableName: 'table', BillingMode: 'PAY_PER_REQUEST', Tags: [{ Key: 'a', Value: '1' }] },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
    {
      ...{ TableName: 'table', BillingMode: 'PAY_PER_REQUEST', Tags: [{ Key: 'b', Value: '2' }] },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    },
    async (home) => [
      await home.dynamodb.call('DescribeTimeToLive', { TableName: 'table' }, person),
      await home.dynamodb.call(
        'ListTagsOfResource',
        { ResourceArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/table' } as never,
        person,
      ),
    ],
    [
      { TimeToLiveDescription: { AttributeName: 'expires', TimeToLiveStatus: 'ENABLED' } },
      expect.objectContaining({ Tags: [{ Key: 'b', Value: '2' }] }),
    ],
  ],
  [
    'AWS::S3::Bucket',
    {},
    {},
    { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] } },
    (home, id) => home.s3.bucket(id).encryption.algorithm,
    'aws:kms',
  ],
  [
    'AWS::S3::BucketPolicy',
    { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } } },
    { Bucket: { Ref: 'B' }, PolicyDocument: letsEventsIn('s3:GetObject') },
    { Bucket: { Ref: 'B' }, PolicyDocument: letsEventsIn('s3:PutObject') },
    (home) => home.iam.resourcePolicies.of('arn:aws:s3:::bucket'),
    [letsEventsIn('s3:PutObject')],
  ],
  [
    'AWS::SSM::Parameter',
    {},
    { Type: 'String', Value: 'before' },
    { Type: 'String', Value: 'after' },
    (home, id) => home.ssm.parameters.get(id)?.at(-1),
    expect.objectContaining({ value: 'after', version: 2 }),
  ],
  [
    'AWS::CloudWatch::Alarm',
    {},
    {
      ...{ Namespace: 'N', MetricName: 'M', Statistic: 'Sum', Period: 60, Threshold: 1, EvaluationPeriods: 1 },
      ComparisonOperator: 'GreaterThanThreshold',
    },
    {
      ...{ Namespace: 'N', MetricName: 'M', Statistic: 'Sum', Period: 60, Threshold: 2, EvaluationPeriods: 1 },
      ComparisonOperator: 'GreaterThanThreshold',
    },
    (home, id) => home.cloudwatch.alarms.all.get(id),
    expect.objectContaining({ Threshold: 2 }),
  ],
  [
    'AWS::KMS::Key',
    {},
    { Description: 'before', EnableKeyRotation: true, Tags: [{ Key: 'a', Value: '1' }] },
    { Description: 'after', EnableKeyRotation: false },
    async (home, KeyId) => [
      await answer(home, 'kms', 'DescribeKey', { KeyId }),
      await answer(home, 'kms', 'GetKeyRotationStatus', { KeyId }),
      await answer(home, 'kms', 'ListResourceTags', { KeyId }),
    ],
    [
      { KeyMetadata: expect.objectContaining({ Description: 'after' }) },
      expect.objectContaining({ KeyRotationEnabled: false }),
      expect.objectContaining({ Tags: [] }),
    ],
  ],
  [
    'AWS::SecretsManager::Secret',
    {},
    { SecretString: 'before', Description: 'before' },
    { SecretString: 'after', Tags: [{ Key: 'a', Value: '1' }] },
    async (home, SecretId) => [
      await answer(home, 'secretsmanager', 'GetSecretValue', { SecretId }),
      await answer(home, 'secretsmanager', 'DescribeSecret', { SecretId }),
    ],
    [expect.objectContaining({ SecretString: 'after' }), expect.objectContaining({ Tags: [{ Key: 'a', Value: '1' }] })],
  ],
  [
    'AWS::SecretsManager::RotationSchedule',
    {
      ...maker(''),
      May: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Action: 'lambda:InvokeFunction', FunctionName: arn('Maker'), Principal: 'secretsmanager.amazonaws.com' },
      },
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'turned', SecretString: 'first' }, DependsOn: 'May' },
    },
    { ...rotation, RotationRules: { AutomaticallyAfterDays: 7 } },
    { ...rotation, RotationRules: { AutomaticallyAfterDays: 30 } },
    async (home) => [await answer(home, 'secretsmanager', 'DescribeSecret', { SecretId: 'turned' })],
    [expect.objectContaining({ RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 30 } })],
  ],
];

describe('a resource that is changed in place', () => {
  it.each(inPlace)('is %s', async (Type, others, before, after, seen, expected) => {
    const { update, status, ask, home } = await standing({ ...others, X: { Type, Properties: before } });
    const id = async () =>
      (await ask('DescribeStackResource', { StackName: 'post', LogicalResourceId: 'X' })).StackResourceDetail.PhysicalResourceId;
    const held = await id();
    const told = await update({ ...others, X: { Type, Properties: after } });
    expect([await status(), await id()], JSON.stringify(told)).toEqual(['UPDATE_COMPLETE', held]);
    expect(await seen(home, held)).toEqual(expected);
  });
});

it('keeps the tags that somebody else gave it', async () => {
  const [X, Role] = [{ Type: 'AWS::StepFunctions::StateMachine', Properties: { ...machine, ...tagged('before') } }, roleOf('states')];
  const { home, update } = await standing({ Role, X });
  const resourceArn = home.arn('states', `stateMachine:${[...home.states.machines.values()][0]!.name}`);
  await answer(home, 'stepfunctions', 'TagResource', { resourceArn, tags: [{ key: 'by', value: 'hand' }] });
  await update({ Role, X: { ...X, Properties: { ...machine, ...tagged('after') } } });
  expect(await answer(home, 'stepfunctions', 'ListTagsForResource', { resourceArn })).toEqual({
    tags: expect.arrayContaining([
      { key: 'by', value: 'hand' },
      { key: 'k', value: 'after' },
    ]),
  });
});

it('keeps those of an alarm, too', async () => {
  const seen = { MetricName: 'm', Namespace: 'n', Period: 60, Statistic: 'Sum', Threshold: 1 };
  const alarm = (Value: string) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { ...seen, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, ...tagged(Value) },
  });
  const { home, update } = await standing({ X: alarm('before') });
  const ResourceARN = home.arn('cloudwatch', `alarm:${[...home.cloudwatch.alarms.all.keys()][0]}`);
  await answer(home, 'cloudwatch', 'TagResource', { ResourceARN, Tags: [{ Key: 'by', Value: 'hand' }] });
  await update({ X: alarm('after') });
  expect(await answer(home, 'cloudwatch', 'ListTagsForResource', { ResourceARN })).toEqual({
    Tags: expect.arrayContaining([
      { Key: 'by', Value: 'hand' },
      { Key: 'k', Value: 'after' },
    ]),
  });
});
