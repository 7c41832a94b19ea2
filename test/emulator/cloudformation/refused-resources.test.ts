import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { problemsOf } from './problems-of.ts';

const trusting = (...services: string[]) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' }],
});

describe('a resource is refused', () => {
  const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: 'sts:AssumeRole' }] };
  const statement = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
  const schedule = { ScheduleExpression: 'rate(5 minutes)' };
  const metric = {
    Namespace: 'a',
    MetricName: 'b',
    Statistic: 'Sum',
    Period: 60,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  };
  const alarm = { ...metric, EvaluationPeriods: 1 };
  const odd = 'odd name!';

  it.each<[string, object, RegExp]>([
    ['AWS::Logs::LogGroup', { LogGroupName: 'AWS::NoValue' }, /property LogGroupName must be one that matches .*, not "AWS::NoValue"$/],
    ['AWS::Logs::LogGroup', { RetentionInDays: 17 }, /property RetentionInDays must be one of 1, 3, 5, .*, not 17$/],
    ['AWS::Events::Rule', { ...schedule, Name: odd }, /property Name must be/],
    [
      'AWS::Events::Rule',
      { ...schedule, Targets: [{ Id: odd, Arn: 'arn:aws:sns:us-east-1:123456789012:x' }] },
      /property Targets\[0\].Id must be/,
    ],
    ['AWS::IAM::Role', { RoleName: 'a'.repeat(65), AssumeRolePolicyDocument: trust }, /property RoleName must be/],
    ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: odd, PolicyDocument: statement }, /property ManagedPolicyName must be/],
    ['AWS::S3::Bucket', { BucketName: 'Upper' }, /property BucketName must be/],
    ['AWS::CloudWatch::Alarm', { ...metric, EvaluationPeriods: 0 }, /property EvaluationPeriods must be 1 or more, not 0$/],
    ['AWS::ECR::Repository', { RepositoryName: 'Upper' }, /property RepositoryName must be/],
    ['AWS::ECS::Cluster', { ClusterName: odd }, /property ClusterName must be/],
  ])('of type %s with %j', async (Type, Properties, words) => {
    expect(await problemsOf({ Resources: { X: { Type, Properties } } })).toEqual([expect.stringMatching(words)]);
  });

  it.each([
    ['AWS::SQS::Queue', { QueueName: 'same' }],
    ['AWS::SNS::Topic', { TopicName: 'same' }],
    ['AWS::Logs::LogGroup', { LogGroupName: 'same' }],
    ['AWS::Events::Rule', { ...schedule, Name: 'same' }],
    ['AWS::CloudWatch::Alarm', { ...alarm, AlarmName: 'same' }],
    ['AWS::IAM::Role', { RoleName: 'same', AssumeRolePolicyDocument: trust }],
    ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'same', PolicyDocument: statement }],
    ['AWS::S3::Bucket', { BucketName: 'same' }],
    ['AWS::ECS::Cluster', { ClusterName: 'same' }],
  ])('of type %s whose name is another one’s', async (Type, Properties) => {
    const X = { Type, Properties };
    expect(await problemsOf({ Resources: { A: X, B: X } })).toEqual([
      `B (${Type}): Resource of type '${Type}' with identifier 'same' already exists.`,
    ]);
  });

  it('whose name is taken, before anything is created, as far as it is known by then', async () => {
    const aws = await localAws();
    const queue = (QueueName: unknown) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });
    const deploy = (Resources: object, stackName = 'sample') =>
      aws.deploy({ template: { Resources } as never, artifacts: '/nowhere', stackName });
    await deploy({ Q: queue('taken') }, 'other');
    const two = { A: queue('same'), B: queue({ 'Fn::Join': ['', ['sa', 'me']] }), C: queue('taken') };
    await expect(deploy(two)).rejects.toMatchObject({
      problems: [
        "B (AWS::SQS::Queue): Resource of type 'AWS::SQS::Queue' with identifier 'same' already exists.",
        "C (AWS::SQS::Queue): Resource of type 'AWS::SQS::Queue' with identifier 'taken' already exists.",
      ],
    });
    const told = { T: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'taken' } }, A: queue({ 'Fn::GetAtt': ['T', 'TopicName'] }) };
    await expect(deploy(told)).rejects.toThrow(
      "A (AWS::SQS::Queue): Resource of type 'AWS::SQS::Queue' with identifier 'taken' already exists.",
    );
    expect([...aws.home.sqs.queues.values()].map(({ name }) => name)).toEqual(['taken']);
  });

  it.each([
    ['another region', '123456789012', 'eu-west-1'],
    ['another account', '210987654321', 'us-east-1'],
  ])('of which %s has a bucket of the name', async (_, accountId, region) => {
    const aws = await localAws();
    aws.cloud.at(accountId, region).s3.createBucket('taken');
    const template = { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'taken' } } } } as never;
    await expect(aws.deploy({ template, artifacts: '/nowhere', stackName: 'sample' })).rejects.toThrow(
      "B (AWS::S3::Bucket): Resource of type 'AWS::S3::Bucket' with identifier 'taken' already exists.",
    );
  });

  it.each([
    [
      'AWS::Lambda::Function',
      { Handler: 'index.handler', Runtime: 'nodejs24.x', Code: { S3Key: 'a.zip' } },
      'Role',
      /cannot be assumed by Lambda/,
    ],
    [
      'AWS::StepFunctions::StateMachine',
      { Definition: {} },
      'RoleArn',
      /states.amazonaws.com, nor the regional one is authorized to assume/,
    ],
    [
      'AWS::ECS::TaskDefinition',
      {
        Cpu: 256,
        Memory: 512,
        NetworkMode: 'awsvpc',
        RequiresCompatibilities: ['FARGATE'],
        ContainerDefinitions: [{ Name: 'a', Image: 'b' }],
      },
      'TaskRoleArn',
      /unable to assume the role.*ecs-tasks.amazonaws.com/,
    ],
    [
      'AWS::Events::Rule',
      {
        ScheduleExpression: 'rate(1 day)',
        Targets: [{ Id: 'a', Arn: 'arn:aws:sqs:us-east-1:123456789012:q', RoleArn: { 'Fn::GetAtt': 'Role.Arn' } }],
      },
      undefined,
      /cannot be assumed by principal 'events.amazonaws.com'/,
    ],
  ])('where the role of an %s does not trust its service', async (Type, properties, roleProperty, message) => {
    const Properties = roleProperty ? { ...properties, [roleProperty]: { 'Fn::GetAtt': ['Role', 'Arn'] } } : properties;
    const Role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('ec2.amazonaws.com') } };
    expect(await problemsOf({ Resources: { Role, Thing: { Type, Properties } } })).toEqual([expect.stringMatching(message)]);
  });

  it("where a policy says what would not be evaluated, in the role's name", async () => {
    const Properties = {
      AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
      Policies: [
        {
          PolicyName: 'calls',
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'kms:CreateKey', Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
            ],
          },
        },
      ],
    };
    expect(await problemsOf({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties } } })).toEqual([
      expect.stringMatching(
        /^Role \(AWS::IAM::Role\): policy calls of role sample-Role-[A-Za-z0-9]{12}: Statement 1: condition operator IpAddress/,
      ),
    ]);
  });

  it('where a machine logs or traces and its role may not', async () => {
    const machine = (more: object) => ({
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('states.amazonaws.com') } },
        Group: { Type: 'AWS::Logs::LogGroup' },
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { Definition: {}, RoleArn: { 'Fn::GetAtt': 'Role.Arn' }, ...more },
        },
      },
    });
    const destination = { CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': 'Group.Arn' } } };
    expect(await problemsOf(machine({ LoggingConfiguration: { Level: 'ERROR', Destinations: [destination] } }))).toEqual([
      expect.stringMatching(/not authorized to access the Log Destination.*logs:CreateLogDelivery/),
    ]);
    expect(await problemsOf(machine({ TracingConfiguration: { Enabled: true } }))).toEqual([
      expect.stringMatching(/X-Ray.*xray:PutTraceSegments/),
    ]);
  });

  it('where a definition has a placeholder without a value', async () => {
    const Properties = {
      RoleArn: 'arn:aws:iam::123456789012:role/made-by-hand',
      DefinitionString: JSON.stringify({ Resource: `\${CreateCluster}` }),
      DefinitionSubstitutions: { CreateHsm: 'arn' },
    };
    expect(await problemsOf({ Resources: { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties } } })).toEqual([
      `Machine (AWS::StepFunctions::StateMachine): property DefinitionSubstitutions has no value for \${CreateCluster}; it has CreateHsm`,
    ]);
  });

  it('where a zip is missing', async () => {
    const Properties = {
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::123456789012:role/made-by-hand',
      Code: { S3Key: 'serverless/sample/a.zip' },
    };
    expect(await problemsOf({ Resources: { Function: { Type: 'AWS::Lambda::Function', Properties } } })).toEqual([
      'Function (AWS::Lambda::Function): property Code.S3Key: there is no file a.zip in /nowhere',
    ]);
  });
});
