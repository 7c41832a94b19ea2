import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resourceTypes } from '../../../emulator/cloudformation/resource-types.ts';
import { localAws, request } from '../../local-aws.ts';
import { sampleArtifacts } from './sample.ts';

const madeByHand = 'arn:aws:iam::123456789012:role/made-by-hand';
const trusting = (service: string) => ({ Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });

/** Deploys resources and gives what Ref says of each as the stack's physical ids, and the emulator. */
async function deployed(resources: Record<string, object>, outputs: Record<string, object> = {}) {
  const emulator = await localAws();
  const template = {
    Resources: resources as never,
    Outputs: Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }])),
  };
  const artifacts = sampleArtifacts();
  const stack = await emulator.deploy({ template, artifacts, stackName: 'sample' });
  return { emulator, home: emulator.home, artifacts, ...stack };
}

const sendLetter = {
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', Role: madeByHand, Code: { S3Key: 'a/send-letter.zip' } },
};

it('what a template makes has its tags, for IAM', async () => {
  const queue = (stage: string) => ({ Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Key: 'stage', Value: stage }] } });
  const Condition = { StringEquals: { 'aws:ResourceTag/stage': 'dev' } };
  const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', Condition }] };
  const sender = {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'sender',
      AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
      Policies: [{ PolicyName: 'send', PolicyDocument }],
    },
  };
  const { home, resources } = await deployed({ Dev: queue('dev'), Prod: queue('prod'), Sender: sender });
  const caller = home.iam.roleCaller(resources.Sender!.arn!, 'session');
  const send = (name: string) => home.call('sqs', 'SendMessage', { QueueUrl: resources[name]!.physicalId, MessageBody: 'x' }, caller);
  await expect(send('Dev')).resolves.toHaveProperty('MessageId');
  await expect(send('Prod')).rejects.toThrow('is not authorized to perform: sqs:SendMessage');
});

describe('AWS::Lambda', () => {
  it('holds a function to what its API takes', async () => {
    const { Properties } = sendLetter;
    const Environment = { Variables: { NAME: 'x'.repeat(4096) } };
    await expect(deployed({ Letter: { ...sendLetter, Properties: { ...Properties, Environment } } })).rejects.toThrow(
      'exceeded the 4KB limit',
    );
  });

  it('lets a service invoke a function for the source that a permission names', async () => {
    const Properties = {
      FunctionName: { 'Fn::GetAtt': 'Letter.Arn' },
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: 'arn:aws:events:us-east-1:123456789012:rule/daily',
    };
    const { home, resources } = await deployed({ Letter: sendLetter, Permission: { Type: 'AWS::Lambda::Permission', Properties } });
    const denial = (rule: string) =>
      home.iam.resourcePolicies.denial(
        'events.amazonaws.com',
        'lambda:InvokeFunction',
        resources.Letter!.arn!,
        `arn:aws:events:us-east-1:123456789012:rule/${rule}`,
      );
    expect(denial('daily')).toBeUndefined();
    expect(denial('hourly')).toContain('not authorized');
  });

  it('lets another account invoke a function where a permission names it', async () => {
    const Properties = { FunctionName: { Ref: 'Letter' }, Action: 'lambda:InvokeFunction', Principal: '210987654321' };
    const { emulator, resources } = await deployed({ Letter: sendLetter, Permission: { Type: 'AWS::Lambda::Permission', Properties } });
    const of = (accountId: string) => ({ kind: 'person', arn: `arn:aws:iam::${accountId}:root`, accessKeyId: accountId }) as const;
    const describe = (accountId: string, operation: string) =>
      emulator.cloud
        .at(accountId, 'us-east-1')
        .call('lambda', operation, { FunctionName: resources.Letter!.arn, InvocationType: 'DryRun' }, of(accountId));
    await expect(describe('210987654321', 'Invoke')).resolves.toEqual({ StatusCode: 204 });
    await expect(describe('210987654321', 'GetFunction')).rejects.toThrow('no resource-based policy allows the lambda:GetFunction');
    await expect(describe('111111111111', 'Invoke')).rejects.toThrow('no resource-based policy allows the lambda:InvokeFunction');
  });

  it('gives a permission as the API does', async () => {
    const FunctionName = { 'Fn::Join': [':', [{ Ref: 'AWS::AccountId' }, 'function', { Ref: 'Letter' }]] };
    const Properties = { FunctionName, Action: 'lambda:InvokeFunction', Principal: '210987654321' };
    const { emulator, resources } = await deployed({ Letter: sendLetter, Permission: { Type: 'AWS::Lambda::Permission', Properties } });
    const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'x' } as const;
    const ask = (operation: string, input: object = {}): Promise<any> =>
      emulator.home.call('lambda', operation, { FunctionName: resources.Letter!.physicalId, ...input }, person);
    const { Policy, RevisionId } = await ask('GetPolicy');
    const [{ Sid, ...statement }] = JSON.parse(Policy).Statement;
    const added = await ask('AddPermission', { StatementId: 'own', Action: 'lambda:InvokeFunction', Principal: '210987654321' });
    expect({ ...statement, Sid: 'own' }).toEqual(JSON.parse(added.Statement));
    expect(Sid).toBe(resources.Permission!.physicalId);
    await expect(ask('RemovePermission', { StatementId: 'own', RevisionId })).rejects.toMatchObject({
      code: 'PreconditionFailedException',
    });
  });

  it('tells a policy apart by its revision where a stack has given a permission', async () => {
    const { emulator, resources } = await deployed({ Letter: sendLetter });
    const template = (Principal: string) => {
      const Properties = { FunctionName: resources.Letter!.physicalId, Action: 'lambda:InvokeFunction', Principal };
      return { Resources: { Permission: { Type: 'AWS::Lambda::Permission', Properties } } } as never;
    };
    const revisions: (number | undefined)[] = [];
    for (const service of ['events', 'sns']) {
      await emulator.deploy({ template: template(`${service}.amazonaws.com`), artifacts: '/nowhere', stackName: 'permission' });
      revisions.push(emulator.home.lambda.policyChanges.get(resources.Letter!.arn!));
    }
    expect(revisions).toEqual([1, 3]);
  });

  it('makes a version of exactly the code that the template was packaged with', async () => {
    const zip = readFileSync(join(sampleArtifacts(), 'send-letter.zip'));
    const version = (CodeSha256: string) => ({ Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Letter' }, CodeSha256 } });
    const right = createHash('sha256').update(zip).digest('base64');
    const { resources } = await deployed({ Letter: sendLetter, Version: version(right) });
    expect(resources.Version?.physicalId).toBe(`${resources.Letter?.arn}:1`);
    await expect(deployed({ Letter: sendLetter, Version: version('another') })).rejects.toThrow(/CodeSHA256 \(another\) is different/);
  });

  it('has figures of its own for asynchronous invocations, of a version, too', async () => {
    const config = (Qualifier: unknown, MaximumRetryAttempts: number) => ({
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: { Ref: 'Letter' }, Qualifier, MaximumRetryAttempts },
    });
    const Version = { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Letter' } } };
    const latest = config('$LATEST', 0);
    const { emulator, resources } = await deployed({
      ...{ Letter: sendLetter, Version, Latest: latest, First: config({ 'Fn::GetAtt': ['Version', 'Version'] }, 1) },
    });
    const of = (qualifier: string) => emulator.home.lambda.eventInvokeConfigs.get(`${resources.Letter!.arn}:${qualifier}`)?.retries;
    expect([of('$LATEST'), of('1')]).toEqual([0, 1]);
  });

  it('needs permission to trace where tracing is active', async () => {
    const traced = (ManagedPolicyArns: string[]) => ({
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'), ManagedPolicyArns } },
      Letter: {
        ...sendLetter,
        Properties: { ...sendLetter.Properties, Role: { 'Fn::GetAtt': 'Role.Arn' }, TracingConfig: { Mode: 'Active' } },
      },
    });
    await deployed(traced(['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess']));
    await expect(deployed(traced([]))).rejects.toThrow(/does not have permissions to call PutTraceSegments on XRAY/);
  });
});

describe('AWS::IAM', () => {
  it('puts inline and managed policies on roles', async () => {
    const PolicyDocument = (Action: string) => ({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
    const { home, resources } = await deployed({
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { RoleName: 'r', Path: '/hsm/', AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') },
      },
      Inline: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: PolicyDocument('sqs:SendMessage') },
      },
      Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: PolicyDocument('sns:Publish') } },
    });
    expect(resources.Role?.arn).toBe('arn:aws:iam::123456789012:role/hsm/r');
    const caller = home.iam.roleCaller(resources.Role!.arn!, 's');
    expect(home.iam.denial(caller, 'sqs:SendMessage', ['*'])).toBeUndefined();
    expect(home.iam.denial(caller, 'sns:Publish', ['*'])).toBeUndefined();
    expect(home.iam.denial(caller, 'sns:Subscribe', ['*'])).toContain('not authorized');
  });
});

describe('AWS::StepFunctions::StateMachine', () => {
  it('takes a definition as a text with substitutions, and logging and tracing', async () => {
    const definition = { QueryLanguage: 'JSONata', StartAt: 'Done', States: { Done: { Type: 'Pass', Output: `\${Result}`, End: true } } };
    const { emulator, resources } = await deployed({
      Group: { Type: 'AWS::Logs::LogGroup' },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: madeByHand,
          DefinitionString: JSON.stringify(definition),
          DefinitionSubstitutions: { Result: 42 },
          LoggingConfiguration: {
            Level: 'ERROR',
            Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': 'Group.Arn' } } }],
          },
          TracingConfiguration: { Enabled: 'true' },
        },
      },
    });
    const machine = await request(emulator, 'stepfunctions', 'DescribeStateMachine', { stateMachineArn: resources.Machine?.physicalId });
    expect(JSON.parse(machine.definition).States.Done.Output).toBe('42');
    expect(machine.loggingConfiguration).toEqual({
      level: 'ERROR',
      includeExecutionData: false,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: resources.Group?.arn } }],
    });
    expect(machine.tracingConfiguration).toEqual({ enabled: true });
  });

  it('takes its definition once', async () => {
    const machine = (properties: object) =>
      deployed({ Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: madeByHand, ...properties } } });
    await expect(machine({})).rejects.toThrow(/one of the properties Definition and DefinitionString/);
    await expect(machine({ Definition: {}, DefinitionString: '{}' })).rejects.toThrow(
      /one of the properties Definition and DefinitionString/,
    );
  });
});

describe('AWS::ECS', () => {
  it('makes clusters, task definitions and the URIs of their images', async () => {
    const { emulator, home, resources } = await deployed({
      Cluster: { Type: 'AWS::ECS::Cluster' },
      Images: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'hsm-users', ImageTagMutability: 'IMMUTABLE' } },
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          Family: 'hsm-users',
          Cpu: 256,
          Memory: '512',
          NetworkMode: 'awsvpc',
          RequiresCompatibilities: ['FARGATE'],
          ExecutionRoleArn: madeByHand,
          TaskRoleArn: madeByHand,
          ContainerDefinitions: [
            {
              Name: 'hsm-users',
              Image: { 'Fn::Sub': `\${Images.RepositoryUri}:1` },
              Environment: [{ Name: 'STAGE', Value: 'dev' }],
              LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': '/tasks', 'awslogs-region': { Ref: 'AWS::Region' } } },
            },
          ],
        },
      },
    });
    expect(resources.Cluster?.arn).toBe(`arn:aws:ecs:us-east-1:123456789012:cluster/${resources.Cluster?.physicalId}`);
    expect(home.ecs.clusters.has(resources.Cluster!.physicalId)).toBe(true);
    const { taskDefinition } = await request(emulator, 'ecs', 'DescribeTaskDefinition', { taskDefinition: resources.Task?.physicalId });
    expect(taskDefinition).toMatchObject({
      family: 'hsm-users',
      cpu: '256',
      executionRoleArn: madeByHand,
      containerDefinitions: [
        {
          image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/hsm-users:1',
          environment: [{ name: 'STAGE', value: 'dev' }],
          logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/tasks', 'awslogs-region': 'us-east-1' } },
        },
      ],
    });
  });
});

describe('other resources', () => {
  it('are what their services say of them', async () => {
    const { emulator, outputs, resources } = await deployed(
      {
        Parameter: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Name: '/hsm/image', Type: 'String', Value: { 'Fn::GetAtt': 'Topic.TopicName' } },
        },
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'outcomes', DisplayName: 'Outcomes' } },
        TopicPolicy: {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: {
            Topics: [{ Ref: 'Topic' }],
            PolicyDocument: {
              Statement: [
                { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: { Ref: 'Topic' } },
              ],
            },
          },
        },
        Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters', VisibilityTimeout: '60' } },
        Subscription: {
          Type: 'AWS::SNS::Subscription',
          Properties: {
            TopicArn: { Ref: 'Topic' },
            Protocol: 'sqs',
            Endpoint: { 'Fn::GetAtt': 'Letters.Arn' },
            RawMessageDelivery: true,
            FilterPolicy: { outcome: ['FAILED'] },
          },
        },
      },
      { Parameter: { 'Fn::GetAtt': 'Parameter.Value' }, Queue: { 'Fn::GetAtt': 'Letters.QueueName' } },
    );
    expect(outputs).toEqual({ Parameter: 'outcomes', Queue: 'letters' });
    const { Parameter } = await request(emulator, 'ssm', 'GetParameter', { Name: '/hsm/image' });
    expect(Parameter).toMatchObject({ Value: 'outcomes', Type: 'String' });
    const { home } = emulator;
    expect(home.sns.topic(resources.Topic!.physicalId).subscriptions[0]?.attributes).toEqual({
      FilterPolicy: '{"outcome":["FAILED"]}',
      RawMessageDelivery: 'true',
    });
    expect(
      home.iam.resourcePolicies.denial(
        'events.amazonaws.com',
        'sns:Publish',
        resources.Topic!.arn!,
        'arn:aws:events:us-east-1:123456789012:rule/a',
      ),
    ).toBeUndefined();
    expect(home.sqs.queue('letters').attributes.VisibilityTimeout).toBe('60');
  });
});

describe('AWS::KMS::Key', () => {
  it('makes a key with its policy, its rotation and its tags', async () => {
    const KeyPolicy = {
      Statement: [
        { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:root` } }, Action: 'kms:*', Resource: '*' },
      ],
    };
    const Properties = {
      Description: 'Topics',
      EnableKeyRotation: true,
      MultiRegion: true,
      KeyPolicy,
      Tags: [{ Key: 'team', Value: 'keys' }],
    };
    const { emulator, resources, outputs } = await deployed(
      { Key: { Type: 'AWS::KMS::Key', Properties } },
      { Arn: { 'Fn::GetAtt': 'Key.Arn' } },
    );
    const KeyId = resources.Key!.physicalId;
    const { KeyMetadata } = await request(emulator, 'kms', 'DescribeKey', { KeyId });
    expect(KeyMetadata).toMatchObject({ Arn: outputs.Arn, Description: 'Topics', Enabled: true, MultiRegion: true });
    const { Policy } = await request(emulator, 'kms', 'GetKeyPolicy', { KeyId });
    expect(JSON.parse(Policy).Statement[0].Principal.AWS).toBe('arn:aws:iam::123456789012:root');
    expect(await request(emulator, 'kms', 'GetKeyRotationStatus', { KeyId })).toMatchObject({ KeyRotationEnabled: true });
    expect((await request(emulator, 'kms', 'ListResourceTags', { KeyId })).Tags).toEqual([{ TagKey: 'team', TagValue: 'keys' }]);
  });

  it('refuses a policy that lets nobody change it', async () => {
    const KeyPolicy = {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'kms:*', Resource: '*' }],
    };
    await expect(deployed({ Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } } })).rejects.toThrow(
      /not allow you to update the key policy/,
    );
  });
});

describe('AWS::KMS::Alias', () => {
  it('names a key, by its id or ARN', async () => {
    const alias = (name: string, TargetKeyId: object) => ({ Type: 'AWS::KMS::Alias', Properties: { AliasName: name, TargetKeyId } });
    const { emulator, resources } = await deployed({
      Key: { Type: 'AWS::KMS::Key' },
      One: alias('alias/one', { Ref: 'Key' }),
      Two: alias('alias/two', { 'Fn::GetAtt': 'Key.Arn' }),
    });
    expect(resources.One?.physicalId).toBe('alias/one');
    for (const KeyId of ['alias/one', 'alias/two']) {
      const { KeyMetadata } = await request(emulator, 'kms', 'DescribeKey', { KeyId });
      expect(KeyMetadata.KeyId).toBe(resources.Key!.physicalId);
    }
    await expect(deployed({ Bad: alias('one', { Ref: 'AWS::Region' }) })).rejects.toThrow(/^.*\n {2}Bad \(AWS::KMS::Alias\): .*alias\//);
  });
});

describe('AWS::SecretsManager::Secret', () => {
  const secret = (Properties: object) => ({ Secret: { Type: 'AWS::SecretsManager::Secret', Properties } });

  it('keeps the text that it is given', async () => {
    const properties = { Name: 'app/token', SecretString: 'x', Description: 'a token', Tags: [{ Key: 'team', Value: 'keys' }] };
    const { emulator, resources } = await deployed(secret(properties));
    expect(resources.Secret?.physicalId).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:app\/token-[A-Za-z0-9]{6}$/);
    const SecretId = resources.Secret!.physicalId;
    expect(await request(emulator, 'secretsmanager', 'GetSecretValue', { SecretId })).toMatchObject({
      Name: 'app/token',
      SecretString: 'x',
    });
    const described = await request(emulator, 'secretsmanager', 'DescribeSecret', { SecretId });
    expect(described).toMatchObject({ Description: 'a token', Tags: [{ Key: 'team', Value: 'keys' }] });
  });

  it('generates a password, alone or in a JSON object, under a name of its own', async () => {
    const value = async (GenerateSecretString: object) => {
      const { emulator, outputs } = await deployed(secret({ GenerateSecretString }), { Id: { 'Fn::GetAtt': 'Secret.Id' } });
      return request(emulator, 'secretsmanager', 'GetSecretValue', { SecretId: outputs.Id });
    };
    expect(await value({})).toMatchObject({
      Name: expect.stringMatching(/^Secret-[A-Za-z0-9]{12}$/),
      SecretString: expect.stringMatching(/^.{32}$/),
    });
    const template = { SecretStringTemplate: '{"user":"admin"}', GenerateStringKey: 'password' };
    const { SecretString } = await value({ ...template, PasswordLength: '30', ExcludePunctuation: 'true' });
    expect(JSON.parse(SecretString)).toEqual({ user: 'admin', password: expect.stringMatching(/^[A-Za-z0-9]{30}$/) });
  });

  it.each([
    [{ SecretString: 'x', GenerateSecretString: {} }, /SecretString and GenerateSecretString: a secret has one of them$/],
    [{ GenerateSecretString: { GenerateStringKey: 'a' } }, /SecretStringTemplate and GenerateStringKey go together$/],
    [
      { GenerateSecretString: { GenerateStringKey: 'a', SecretStringTemplate: '[]' } },
      /SecretStringTemplate has to be a JSON object, not "\[\]"$/,
    ],
    [{ Name: 'a b' }, /Secret \(AWS::SecretsManager::Secret\): Invalid name/],
  ])('is refused with %j', async (properties, words) => {
    await expect(deployed(secret(properties))).rejects.toThrow(words);
  });
});

it('AWS::CDK::Metadata makes nothing', async () => {
  const { resources } = await deployed({ CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:deflate64:H4s' } } });
  expect(resources.CDKMetadata?.physicalId).toMatch(/^sample-CDKMetadata-/);
});

describe('the table of types', () => {
  it('gives a reason wherever it accepts a property without effect', () => {
    const reasons = [...resourceTypes.values()].flatMap(({ properties }) =>
      Object.values(properties)
        .filter(({ kind }) => kind === 'anything')
        .map(({ inert }) => inert ?? ''),
    );
    expect(reasons.length).toBeGreaterThan(20);
    expect(reasons.filter((reason) => reason.split(' ').length < 4)).toEqual([]);
  });
});
