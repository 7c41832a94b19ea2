import { expect, test } from 'vitest';
import { localAws } from '../../local-aws.ts';

const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
const machine = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });

/** One of each type whose resources take the tags of their stack. */
const Resources = {
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: { KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] } },
  },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'x' } },
  Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } },
  Queue: { Type: 'AWS::SQS::Queue' },
  Topic: { Type: 'AWS::SNS::Topic' },
  Bucket: { Type: 'AWS::S3::Bucket' },
  Group: { Type: 'AWS::Logs::LogGroup' },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'jobs' } },
  Cluster: { Type: 'AWS::ECS::Cluster' },
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  },
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, DefinitionString: machine },
  },
};

test('what a stack makes is told with its tags', async () => {
  const { home } = await localAws();
  const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'any' } as const;
  const ask = (service: string, operation: string, input: object): Promise<any> => home.call(service, operation, input, person);
  const stack = { StackName: 'tagged', TemplateBody: JSON.stringify({ Resources }), Capabilities: ['CAPABILITY_IAM'] };
  await ask('cloudformation', 'CreateStack', { ...stack, Tags: [{ Key: 'team', Value: 'hsm' }] });
  await home.clock.advance(600);
  const stands = (await ask('cloudformation', 'DescribeStacks', { StackName: 'tagged' })).Stacks[0];
  expect(stands).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  const { ResourceTagMappingList: told } = await ask('resourcegroupstaggingapi', 'GetResources', {
    TagFilters: [{ Key: 'team', Values: ['hsm'] }],
  });
  const services = told.map(({ ResourceARN }: { ResourceARN: string }) => ResourceARN.split(':')[2]).toSorted();
  expect(services).toEqual([
    'cloudformation',
    'dynamodb',
    'ec2',
    'ecs',
    'events',
    'kms',
    'logs',
    's3',
    'secretsmanager',
    'sns',
    'sqs',
    'ssm',
    'states',
  ]);
});
