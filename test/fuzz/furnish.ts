import { zipSync } from 'fflate';
import type { Emulator } from '../../emulator/emulator.ts';

/**
 * Puts something of each service into an account, so that requests find what they act on.
 *
 * @returns names, ids and ARNs of what is there
 */
export async function furnish({ home }: Emulator): Promise<string[]> {
  const caller = { kind: 'person', arn: `arn:aws:iam::${home.accountId}:root`, accessKeyId: 'fuzz' } as const;
  const ask = (service: string, operation: string, input: object): Promise<any> => home.call(service, operation, input, caller);
  home.lambda.create({
    name: 'function',
    roleArn: 'arn:aws:iam::123456789012:role/function',
    handler: 'index.handler',
    code: zipSync({ 'index.mjs': new TextEncoder().encode('export const handler = async (event) => event;') }),
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
  });
  await home.dynamodb.createTable({
    TableName: 'table',
    AttributeDefinitions: [
      { AttributeName: 'a', AttributeType: 'S' },
      { AttributeName: 'b', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'a', KeyType: 'HASH' },
      { AttributeName: 'b', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Succeed' } } });
  const { stateMachineArn } = await ask('stepfunctions', 'CreateStateMachine', {
    name: 'machine',
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    definition,
  });
  const { executionArn } = await ask('stepfunctions', 'StartExecution', { stateMachineArn, name: 'execution' });
  const { QueueUrl } = await ask('sqs', 'CreateQueue', { QueueName: 'queue' });
  const { TopicArn } = await ask('sns', 'CreateTopic', { Name: 'topic' });
  const { SubscriptionArn } = await ask('sns', 'Subscribe', {
    TopicArn,
    Protocol: 'sqs',
    Endpoint: 'arn:aws:sqs:us-east-1:123456789012:queue',
    ReturnSubscriptionArn: true,
  });
  const { KeyMetadata } = await ask('kms', 'CreateKey', {});
  await ask('kms', 'CreateAlias', { AliasName: 'alias/key', TargetKeyId: KeyMetadata.KeyId });
  const { ARN } = await ask('secretsmanager', 'CreateSecret', { Name: 'secret', SecretString: 'x', ClientRequestToken: 'x'.repeat(32) });
  await ask('ssm', 'PutParameter', { Name: '/parameter', Value: 'x', Type: 'String' });
  await ask('events', 'PutRule', { Name: 'rule', EventPattern: '{"source":["x"]}' });
  await ask('logs', 'CreateLogGroup', { logGroupName: 'group' });
  await ask('logs', 'CreateLogStream', { logGroupName: 'group', logStreamName: 'stream' });
  const { Cluster } = await ask('cloudhsmv2', 'CreateCluster', {
    HsmType: 'hsm2m.medium',
    Mode: 'FIPS',
    SubnetIds: ['subnet-0aaa1111aaa1111aa'],
  });
  const TemplateBody = '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}';
  const { StackId } = await ask('cloudformation', 'CreateStack', { StackName: 'stack', TemplateBody });
  const { Id } = await ask('cloudformation', 'CreateChangeSet', {
    ...{ StackName: 'review', ChangeSetName: 'change-set', ChangeSetType: 'CREATE', TemplateBody },
  });
  const allowing = (more: object) => JSON.stringify({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...more } });
  const { Policy } = await ask('iam', 'CreatePolicy', { PolicyName: 'policy', PolicyDocument: allowing({ Resource: '*' }) });
  await ask('iam', 'CreateRole', { RoleName: 'role', AssumeRolePolicyDocument: allowing({ Principal: '*' }) });
  await ask('iam', 'AttachRolePolicy', { RoleName: 'role', PolicyArn: Policy.Arn });
  const { CertificateAuthorities } = await ask('acm-pca', 'ListCertificateAuthorities', {});
  await home.clock.idle();
  return [
    'function',
    'arn:aws:lambda:us-east-1:123456789012:function:function',
    'table',
    'machine',
    stateMachineArn,
    executionArn,
    'execution',
    QueueUrl,
    'queue',
    'arn:aws:sqs:us-east-1:123456789012:queue',
    TopicArn,
    SubscriptionArn,
    KeyMetadata.KeyId,
    KeyMetadata.Arn,
    'alias/key',
    ARN,
    'secret',
    '/parameter',
    'rule',
    'default',
    'group',
    'stream',
    Cluster.ClusterId,
    CertificateAuthorities[0].Arn,
    'stack',
    StackId,
    'change-set',
    Id,
    'role',
    'policy',
    Policy.Arn,
    'subnet-0aaa1111aaa1111aa',
    'us-east-1',
    '123456789012',
    'arn:aws:iam::123456789012:role/machine',
  ];
}
