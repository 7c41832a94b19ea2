import { describe, expect, it } from 'vitest';
import { deployer } from '../../../emulator/cloudformation/deployer.ts';
import { localAws } from '../../local-aws.ts';
import { rootAuthority } from './root-authority.ts';
import { arn, asked, body, cloudFormation, failing, letsEventsIn, maker, queue, trusting } from './stacks.ts';

const bucket = (BucketName: string) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName } });

/** One of each type that leaves something in its service. */
const everything = {
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r', AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') } },
  MachineRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('states.amazonaws.com') } },
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'p',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
    },
  },
  Managed: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: arn('Role'),
      Code: { ZipFile: 'exports.handler = async () => 1;' },
    },
  },
  Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Function' } } },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: { FunctionName: { Ref: 'Function' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' },
  },
  Config: { Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName: { Ref: 'Function' }, Qualifier: '$LATEST' } },
  Group: { Type: 'AWS::Logs::LogGroup' },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { RoleArn: arn('MachineRole'), Definition: { StartAt: 'A', States: { A: { Type: 'Succeed' } }, QueryLanguage: 'JSONata' } },
  },
  Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'q', Arn: arn('Queue') }] } },
  Queue: { Type: 'AWS::SQS::Queue' },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: letsEventsIn('sqs:SendMessage') },
  },
  Topic: { Type: 'AWS::SNS::Topic' },
  TopicPolicy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: letsEventsIn('sns:Publish') } },
  Subscription: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: arn('Queue') } },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'table',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
  },
  Cluster: { Type: 'AWS::ECS::Cluster' },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      ...{ Family: 'family', Cpu: '256', Memory: '512', NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'] },
      ContainerDefinitions: [{ Name: 'a', Image: 'b' }],
    },
  },
  Repository: { Type: 'AWS::ECR::Repository' },
  Bucket: { Type: 'AWS::S3::Bucket' },
  BucketPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: letsEventsIn('s3:GetObject') } },
  Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } },
  Document: {
    Type: 'AWS::SSM::Document',
    Properties: {
      DocumentType: 'Command',
      Content: { schemaVersion: '2.2', mainSteps: [{ action: 'aws:runShellScript', name: 'a', inputs: { runCommand: ['true'] } }] },
    },
  },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ...{ Namespace: 'N', MetricName: 'M', Statistic: 'Sum', Period: 60, Threshold: 1, EvaluationPeriods: 1 },
      ComparisonOperator: 'GreaterThanThreshold',
    },
  },
  Composite: {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: { AlarmRule: { 'Fn::Join': ['', ['ALARM("', { Ref: 'Alarm' }, '")']] } },
  },
  Dashboard: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: '{"widgets":[]}' } },
  Filter: {
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      ...{ LogGroupName: { Ref: 'Group' }, FilterPattern: 'ERROR' },
      MetricTransformations: [{ MetricName: 'M', MetricNamespace: 'N', MetricValue: '1' }],
    },
  },
  ...rootAuthority,
  Renewing: {
    Type: 'AWS::ACMPCA::Permission',
    Properties: {
      ...{ CertificateAuthorityArn: { Ref: 'Authority' }, Principal: 'acm.amazonaws.com' },
      Actions: ['IssueCertificate', 'GetCertificate', 'ListPermissions'],
    },
  },
  Key: { Type: 'AWS::KMS::Key', Properties: { PendingWindowInDays: 7 } },
  Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: { Ref: 'Key' } } },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'x' } },
  SecretPolicy: {
    Type: 'AWS::SecretsManager::ResourcePolicy',
    Properties: {
      SecretId: { Ref: 'Secret' },
      ResourcePolicy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }] },
      BlockPublicPolicy: false,
    },
  },
  Metadata: { Type: 'AWS::CDK::Metadata' },
};

describe('a stack that is deleted', () => {
  it('still shows its template', async () => {
    const ask = cloudFormation(await localAws());
    const TemplateBody = body({ Letters: queue('letters') });
    const { StackId } = await ask('CreateStack', { StackName: 'post', TemplateBody });
    await ask('DeleteStack', { StackName: 'post' });
    expect(await ask('GetTemplate', { StackName: StackId })).toMatchObject({ TemplateBody });
  });

  it('is found by what it had made, as long as no other one has that', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const holder = async () =>
      (await ask('DescribeStackResources', { PhysicalResourceId: 'letters' })).StackResources.map(
        (one: { StackName: string }) => one.StackName,
      );
    await expect(holder()).rejects.toThrow('Stack with id letters does not exist');
    await ask('CreateStack', { StackName: 'one', TemplateBody: body({ B: bucket('letters') }) });
    await ask('DeleteStack', { StackName: 'one' });
    expect(await holder()).toEqual(['one']);
    await ask('CreateStack', { StackName: 'two', TemplateBody: body({ B: bucket('letters') }) });
    expect(await holder()).toEqual(['two']);
    await expect(ask('DescribeStackResources')).rejects.toThrow('You must specify either StackName or PhysicalResourceId.');
  });

  it('takes all that it has made with it', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const { home } = aws;
    const standing = () => ({
      roles: home.iam.roles.all().length,
      functions: home.lambda.functions.size,
      groups: home.logs.groups.size,
      machines: home.states.machines.size,
      rules: home.events.buses.get().rules.size,
      queues: home.sqs.queues.size,
      topics: home.sns.topics.size,
      clusters: home.ecs.clusters.size,
      definitions: home.ecs.taskDefinitions.filter(({ status }) => status === 'ACTIVE').length,
      buckets: home.s3.buckets.size,
      parameters: home.ssm.parameters.size,
      documents: home.ssm.documents.size,
      alarms: home.cloudwatch.alarms.all.size,
      dashboards: home.cloudwatch.dashboards.size,
      authorities: [...home.acmPca.authorities.values()].filter(({ status }) => status !== 'DELETED').length,
      aliases: home.kms.aliases.size,
      secrets: home.secretsManager.secrets.size,
    });
    const before = standing();
    const { StackId } = await ask('CreateStack', {
      StackName: 'all',
      TemplateBody: body(everything),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
    expect((await ask('DescribeStacks', { StackName: 'all' })).Stacks[0]).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    for (const [name, count] of Object.entries(standing())) expect(count, name).toBeGreaterThan(before[name as keyof typeof before]);
    await ask('DeleteStack', { StackName: 'all' });
    const { Stacks } = await ask('DescribeStacks', { StackName: StackId });
    expect(Stacks[0], JSON.stringify((await ask('DescribeStackEvents', { StackName: StackId })).StackEvents.slice(0, 3))).toMatchObject({
      StackStatus: 'DELETE_COMPLETE',
    });
    expect(standing()).toEqual(before);
    expect([...home.kms.keys.values()].every(({ deletionDate }) => deletionDate)).toBe(true);
    await expect(
      home.dynamodb.call('DescribeTable', { TableName: 'table' }, { kind: 'person', arn: 'x', accessKeyId: 'x' }),
    ).rejects.toThrow('not found');
    await expect(ask('DescribeStacks', { StackName: 'all' })).rejects.toThrow('Stack with id all does not exist');
    // and its name is free
    await ask('CreateStack', { StackName: 'all', TemplateBody: body({ Q: queue('q') }) });
    expect((await ask('DescribeStacks')).Stacks).toMatchObject([{ StackName: 'all', StackStatus: 'CREATE_COMPLETE' }]);
  });

  it('goes, although somebody has deleted all of it before', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const { Table } = everything;
    const Key = { Type: 'AWS::KMS::Key', Properties: {} };
    const Alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/a', TargetKeyId: { Ref: 'Key' } } };
    const Document = {
      Type: 'AWS::SSM::Document',
      Properties: {
        Content: { schemaVersion: '2.2', mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: ['true'] } }] },
      },
    };
    const Cluster = { Type: 'AWS::ECS::Cluster', Properties: {} };
    const Resources = { Bucket: bucket('letters'), Queue: { Type: 'AWS::SQS::Queue' }, Table, Key, Alias, Document, Cluster };
    await ask('CreateStack', { StackName: 'one', TemplateBody: body(Resources) });
    expect((await ask('DescribeStacks')).Stacks).toMatchObject([{ StackStatus: 'CREATE_COMPLETE' }]);
    const { s3, sqs, dynamodb, ssm, ecs } = aws.home;
    await dynamodb.deleteTable('table');
    await aws.home.call('kms', 'DeleteAlias', { AliasName: 'alias/a' }, deployer(aws.home));
    for (const held of [s3.buckets, sqs.queues, ssm.documents, ecs.clusters]) held.clear();
    await ask('DeleteStack', { StackName: 'one' });
    expect((await ask('ListStacks')).StackSummaries).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
  });

  it('deletes nothing before what depends on it, and keeps what it is to retain', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const TemplateBody = body({ A: queue('a'), B: queue('b', {}, { DependsOn: 'A' }), C: queue('c', {}, { DeletionPolicy: 'Retain' }) });
    const { StackId } = await ask('CreateStack', { StackName: 'post', TemplateBody });
    await ask('DeleteStack', { StackName: 'post', ClientRequestToken: 'gone' });
    const { StackEvents } = await ask('DescribeStackEvents', { StackName: StackId });
    const told = StackEvents.filter((event: any) => event.ClientRequestToken === 'gone').map((event: any) => [
      event.LogicalResourceId,
      event.ResourceStatus,
    ]);
    expect(told.toReversed()).toEqual([
      ['post', 'DELETE_IN_PROGRESS'],
      ['C', 'DELETE_SKIPPED'],
      ['B', 'DELETE_IN_PROGRESS'],
      ['B', 'DELETE_COMPLETE'],
      ['A', 'DELETE_IN_PROGRESS'],
      ['A', 'DELETE_COMPLETE'],
      ['post', 'DELETE_COMPLETE'],
    ]);
    expect([...aws.home.sqs.queues.keys()]).toEqual(['c']);
  });

  it('fails over a bucket that is not empty, with what that needs, until it may be left', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const TemplateBody = body({ Q: queue('q'), B: { ...bucket('full'), DependsOn: 'Q' } });
    const { StackId } = await ask('CreateStack', { StackName: 'post', TemplateBody });
    aws.home.s3.bucket('full').objects.put({ key: 'k', body: Buffer.from('x'), etag: '"x"', metadata: {}, checksum: {} });
    await ask('DeleteStack', { StackName: 'post' });
    expect((await ask('DescribeStacks')).Stacks).toMatchObject([
      { StackStatus: 'DELETE_FAILED', StackStatusReason: 'The following resource(s) failed to delete: [B]. ' },
    ]);
    expect((await ask('DescribeStackResource', { StackName: 'post', LogicalResourceId: 'B' })).StackResourceDetail).toMatchObject({
      ResourceStatus: 'DELETE_FAILED',
      ResourceStatusReason: expect.stringContaining('The bucket you tried to delete is not empty'),
    });
    expect([...aws.home.sqs.queues.keys()]).toEqual(['q']);
    await ask('DeleteStack', { StackName: 'post', RetainResources: ['B'] });
    expect((await ask('DescribeStacks', { StackName: StackId })).Stacks).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
    expect([[...aws.home.sqs.queues.keys()], [...aws.home.s3.buckets.keys()]]).toEqual([[], ['full']]);
  });

  it('has functions delete what they have made', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const code = "await send(event, context, 'SUCCESS', {}, PhysicalResourceId ?? 'made');";
    const Made = { Type: 'Custom::Made', Properties: { ServiceToken: arn('Maker'), Size: 3 } };
    const { StackId } = await ask('CreateStack', {
      StackName: 'own',
      TemplateBody: body({ ...maker(code), Made }),
      Capabilities: ['CAPABILITY_IAM'],
    });
    await ask('DeleteStack', { StackName: 'own' });
    expect((await ask('DescribeStacks', { StackName: StackId })).Stacks).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
    expect(asked(aws)).toEqual([
      { RequestType: 'Create', Size: '3' },
      { RequestType: 'Delete', PhysicalResourceId: 'made', Size: '3' },
    ]);
  });

  it('may still be coming up', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const person = { kind: 'person', arn: 'person', accessKeyId: 'person' } as const;
    const later = (name: string, DependsOn: string[]) => queue(name, {}, { DependsOn });
    const TemplateBody = body({ A: queue('a'), B: later('b', ['A']), C: later('c', ['B']) });
    const { StackId } = (await aws.home.call('cloudformation', 'CreateStack', { StackName: 'post', TemplateBody }, person)) as {
      StackId: string;
    };
    await aws.home.clock.sleep(0.1, 'the first resource');
    await aws.home.call('cloudformation', 'DeleteStack', { StackName: 'post' }, person);
    await aws.home.clock.idle();
    expect((await ask('DescribeStacks', { StackName: StackId })).Stacks).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
    expect(aws.home.sqs.queues.size).toBe(0);
    const { StackEvents } = await ask('DescribeStackEvents', { StackName: StackId });
    const told = StackEvents.map((event: any) => `${event.LogicalResourceId} ${event.ResourceStatus}`);
    expect(told).toContain('A CREATE_COMPLETE');
    expect(told).toContain('A DELETE_COMPLETE');
    expect(told).not.toContain('B CREATE_IN_PROGRESS');
    expect(told).not.toContain('post CREATE_COMPLETE');
  });

  it('is not where it is protected', async () => {
    const ask = cloudFormation(await localAws());
    await ask('CreateStack', { StackName: 'post', TemplateBody: body({ Q: queue('q') }), EnableTerminationProtection: true });
    await expect(ask('DeleteStack', { StackName: 'post' })).rejects.toThrow('cannot be deleted while TerminationProtection is enabled');
    await ask('UpdateTerminationProtection', { StackName: 'post', EnableTerminationProtection: false });
    await ask('DeleteStack', { StackName: 'post' });
    expect((await ask('DescribeStacks')).Stacks).toEqual([]);
  });
});

describe('a stack that cannot be created', () => {
  const TemplateBody = body({
    Q: queue('q'),
    Kept: queue('kept', {}, { DeletionPolicy: 'Retain' }),
    X: { ...failing, DependsOn: ['Q', 'Kept'] },
  });

  it('is rolled back', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    await ask('CreateStack', { StackName: 'post', TemplateBody });
    expect((await ask('DescribeStacks')).Stacks).toMatchObject([{ StackStatus: 'ROLLBACK_COMPLETE' }]);
    const { StackEvents } = await ask('DescribeStackEvents', { StackName: 'post' });
    const told = StackEvents.map((event: any) => [event.LogicalResourceId, event.ResourceStatus, event.ResourceStatusReason]).toReversed();
    expect(told.slice(-7)).toEqual([
      ['X', 'CREATE_IN_PROGRESS', undefined],
      ['X', 'CREATE_FAILED', 'Invalid parameter: Topic Name'],
      ['post', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [X]. Rollback requested by user.'],
      ['Kept', 'DELETE_SKIPPED', undefined],
      ['Q', 'DELETE_IN_PROGRESS', undefined],
      ['Q', 'DELETE_COMPLETE', undefined],
      ['post', 'ROLLBACK_COMPLETE', undefined],
    ]);
    expect([...aws.home.sqs.queues.keys()]).toEqual(['kept']);
    await ask('DeleteStack', { StackName: 'post' });
    expect((await ask('DescribeStacks')).Stacks).toEqual([]);
  });

  it.each([
    [{ DisableRollback: true }, 'CREATE_FAILED', ['q', 'kept']],
    [{ OnFailure: 'DO_NOTHING' }, 'CREATE_FAILED', ['q', 'kept']],
    [{ OnFailure: 'DELETE' }, 'DELETE_COMPLETE', ['kept']],
  ])('becomes what the request says: %j', async (more, status, left) => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const { StackId } = await ask('CreateStack', { StackName: 'post', TemplateBody, ...more });
    expect((await ask('DescribeStacks', { StackName: StackId })).Stacks).toMatchObject([{ StackStatus: status }]);
    expect([...aws.home.sqs.queues.keys()]).toEqual(left);
  });

  it('has what a function failed to make deleted by it', async () => {
    const aws = await localAws();
    const code = "await send(event, context, RequestType === 'Create' ? 'FAILED' : 'SUCCESS', {}, 'half');";
    const Made = { Type: 'Custom::Made', Properties: { ServiceToken: arn('Maker'), Size: 3 } };
    const ask = cloudFormation(aws);
    await ask('CreateStack', { StackName: 'own', TemplateBody: body({ ...maker(code), Made }), Capabilities: ['CAPABILITY_IAM'] });
    expect((await ask('DescribeStacks')).Stacks).toMatchObject([{ StackStatus: 'ROLLBACK_COMPLETE' }]);
    expect(asked(aws)).toEqual([
      { RequestType: 'Create', Size: '3' },
      { RequestType: 'Delete', PhysicalResourceId: 'half', Size: '3' },
    ]);
  });

  it('leaves nothing behind at the start either, or says what', async () => {
    const aws = await localAws();
    const deployed = aws.deploy({ template: JSON.parse(TemplateBody), artifacts: '/nowhere', stackName: 'post' });
    await expect(deployed).rejects.toMatchObject({
      problems: [
        'X (AWS::SNS::Topic): Invalid parameter: Topic Name',
        `Kept (AWS::SQS::Queue): ${aws.url}/123456789012/kept stays (DELETE_SKIPPED)`,
      ],
    });
    expect([...aws.home.sqs.queues.keys()]).toEqual(['kept']);
    expect((await cloudFormation(aws)('DescribeStacks')).Stacks).toMatchObject([{ StackStatus: 'ROLLBACK_COMPLETE' }]);
  });
});
