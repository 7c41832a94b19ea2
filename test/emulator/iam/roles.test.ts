import { describe, expect, it } from 'vitest';
import entries from '../../../emulator/services/iam/dependent-actions.json' with { type: 'json' };
import { dependentActions } from '../../../emulator/services/iam/dependent-actions.ts';
import { actionModel } from '../../../emulator/services/iam/reference.ts';
import { localAws, request } from '../../local-aws.ts';

const trusting = (service: string, Condition?: object) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', Condition }],
});

async function withRole(statements: object[]) {
  const { home } = await localAws();
  const roleArn = home.iam.putRole({
    roleName: 'create-cluster',
    assumeRolePolicy: trusting('lambda.amazonaws.com'),
    policies: [{ policyName: 'calls', policyDocument: { Statement: statements } }],
  });
  return { home, roleArn, caller: home.iam.roleCaller(roleArn, 'create-cluster') };
}

const allow = (Action: string | string[], Resource: string | string[] = '*', Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});

describe('a role', () => {
  it("is refused in AWS's words what no policy allows", async () => {
    const { home, caller } = await withRole([allow('sqs:SendMessage')]);
    expect(home.iam.denial(caller, 'sqs:ReceiveMessage', ['arn:aws:sqs:us-east-1:123456789012:letters'])).toBe(
      'User: arn:aws:sts::123456789012:assumed-role/create-cluster/create-cluster is not authorized to perform: sqs:ReceiveMessage' +
        ' on resource: arn:aws:sqs:us-east-1:123456789012:letters because no identity-based policy allows the sqs:ReceiveMessage action',
    );
  });

  it("is refused in AWS's words what a policy denies", async () => {
    const { home, caller } = await withRole([allow('sqs:*'), { Effect: 'Deny', Action: 'sqs:PurgeQueue', Resource: '*' }]);
    expect(home.iam.denial(caller, 'sqs:PurgeQueue', ['*'])).toMatch(
      /: sqs:PurgeQueue on resource: \* with an explicit deny in an identity-based policy$/,
    );
  });

  it('needs every resource of a call', async () => {
    const { home, caller } = await withRole([allow('sqs:SendMessage', 'arn:aws:sqs:*:*:a')]);
    const [a, b] = ['arn:aws:sqs:us-east-1:123456789012:a', 'arn:aws:sqs:us-east-1:123456789012:b'] as const;
    expect(home.iam.denial(caller, 'sqs:SendMessage', [a])).toBeUndefined();
    expect(home.iam.denial(caller, 'sqs:SendMessage', [a, b])).toContain(`on resource: ${b}`);
  });

  it.each<[string, string, object, object, object, object?]>([
    ['cloudwatch', 'PutMetricData', { StringEquals: { 'cloudwatch:namespace': 'Ours' } }, { Namespace: 'Ours' }, { Namespace: 'Theirs' }],
    [
      'cloudformation',
      'DeleteChangeSet',
      { StringEquals: { 'cloudformation:ChangeSetName': 'a' } },
      { ChangeSetName: 'a' },
      { ChangeSetName: 'b' },
      { StackName: 's' },
    ],
    ['s3', 'ListObjectsV2', { StringLike: { 's3:prefix': ['', 'ours/*'] } }, { Prefix: 'ours/1' }, { Prefix: 'theirs/1' }, { Bucket: 'b' }],
    [
      's3',
      'PutObject',
      { Null: { 's3:x-amz-server-side-encryption': 'false' } },
      { ServerSideEncryption: 'AES256' },
      {},
      { Bucket: 'b', Key: 'k' },
    ],
  ])('is held to what its policies ask of a request: %s %s, %o', async (service, operation, Condition, met, unmet, rest = {}) => {
    const { home, caller } = await withRole([allow('*', '*', Condition)]);
    const answer = (input: object) => home.call(service, operation, { ...rest, ...input }, caller).then(String, String);
    expect(await answer(met)).not.toContain('is not authorized to perform');
    expect(await answer(unmet)).toContain('is not authorized to perform');
  });

  it('may do everything where no template declared it', async () => {
    const { home } = await localAws();
    const caller = home.iam.roleCaller('arn:aws:iam::123456789012:role/made-by-hand', 'someone');
    expect(home.iam.denial(caller, 'sqs:PurgeQueue', ['*'])).toBeUndefined();
  });

  it('has the policies of its managed policies, its own and those of AWS', async () => {
    const { home, roleArn } = await withRole([allow('kms:CreateKey')]);
    const caller = home.iam.roleCaller(roleArn, 's');
    const { arn: policyArn } = home.iam.managedPolicies.create('senders', { Statement: allow('sqs:SendMessage') });
    home.iam.roles.attach('create-cluster', policyArn);
    home.iam.roles.attach('create-cluster', 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
    expect(home.iam.denial(caller, 'sqs:SendMessage', ['*'])).toBeUndefined();
    expect(home.iam.demand(caller, 'lambda:logging', { logGroup: '/aws/lambda/f' })).toBeUndefined();
    expect(() => home.iam.roles.attach('create-cluster', 'arn:aws:iam::aws:policy/NobodyKnows')).toThrow(/NobodyKnows does not exist/);
  });

  it('is held to its policies over HTTP', async () => {
    const emulator = await localAws();
    const roleArn = emulator.home.iam.putRole({
      roleName: 'reader',
      assumeRolePolicy: trusting('lambda.amazonaws.com'),
      policies: [{ policyName: 'calls', policyDocument: { Statement: allow('cloudhsm:DescribeBackups') } }],
    });
    const { credentials, end } = emulator.home.activities.begin(roleArn, 'reader');
    await expect(request(emulator, 'cloudhsmv2', 'DescribeClusters', {}, credentials.accessKeyId)).rejects.toThrow(
      'assumed-role/reader/reader is not authorized to perform: cloudhsm:DescribeClusters on resource:',
    );
    end();
  });
});

describe('dependent actions', () => {
  const input = {
    HsmType: 'hsm2m.medium',
    Mode: 'FIPS',
    SubnetIds: ['subnet-0123456789abcdef0'],
    TagList: [{ Key: 'environment', Value: 'payments' }],
  };
  const dependents = (action: string) =>
    dependentActions(action)
      .filter(({ goesWithout }) => !goesWithout)
      .map(({ needs }) => needs);

  it('are asked for with their action, each of them by name', async () => {
    const all = ['cloudhsm:CreateCluster', ...dependents('cloudhsm:CreateCluster')];
    for (const missing of dependents('cloudhsm:CreateCluster')) {
      const { home, caller } = await withRole([allow(all.filter((action) => action !== missing))]);
      expect(home.iam.denial(caller, 'cloudhsm:CreateCluster', ['*'], { input })).toContain(
        `is not authorized to perform: ${missing} on resource`,
      );
    }
    const { home, caller } = await withRole([allow(all)]);
    expect(home.iam.denial(caller, 'cloudhsm:CreateCluster', ['*'], { input })).toBeUndefined();
  });

  it('come after their action', async () => {
    const { home, caller } = await withRole([allow('ec2:*')]);
    expect(home.iam.denial(caller, 'cloudhsm:CreateCluster', ['*'], { input })).toContain('perform: cloudhsm:CreateCluster');
  });

  it('hang on a member of the request where they say so', async () => {
    const { home, caller } = await withRole([allow('kms:CreateKey')]);
    expect(home.iam.denial(caller, 'kms:CreateKey', ['*'], { input: {} })).toBeUndefined();
    expect(home.iam.denial(caller, 'kms:CreateKey', ['*'], { input: { Tags: [] } })).toContain('perform: kms:TagResource');
  });

  it('carry the condition keys of their own call', async () => {
    const linked = (service: string) => [
      allow(['cloudhsm:*', 'ec2:*']),
      allow('iam:CreateServiceLinkedRole', '*', { StringEquals: { 'iam:AWSServiceName': service } }),
    ];
    const right = await withRole(linked('cloudhsm.amazonaws.com'));
    expect(right.home.iam.denial(right.caller, 'cloudhsm:CreateCluster', ['*'], { input })).toBeUndefined();
    const wrong = await withRole(linked('cks.kms.amazonaws.com'));
    expect(wrong.home.iam.denial(wrong.caller, 'cloudhsm:CreateCluster', ['*'], { input })).toContain('AWSServiceRoleForCloudHSM');
  });

  it('are asked for by integrations, on the resources that these name', async () => {
    const { home, caller } = await withRole([
      allow(['states:DescribeExecution', 'states:StopExecution'], 'arn:aws:states:us-east-1:123456789012:execution:scale-hsms:*'),
      allow('events:*', 'arn:aws:events:us-east-1:123456789012:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule'),
    ]);
    expect(home.iam.demand(caller, 'states:startExecution.sync', { stateMachine: 'scale-hsms' })).toBeUndefined();
    expect(home.iam.demand(caller, 'states:startExecution.sync', { stateMachine: 'teardown' })).toContain('execution:teardown:*');
    expect(home.iam.demand(caller, 'ecs:runTask.sync', { cluster: 'tasks' })).toContain('perform: ecs:StopTask');
    expect(() => home.iam.demand(caller, 'ecs:unknown.sync')).toThrow(/no line for ecs:unknown.sync/);
  });

  it('name what passes a role, and to whom', async () => {
    const role = 'arn:aws:iam::123456789012:role/task';
    const { home, caller } = await withRole([
      allow('iam:PassRole', role, { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }),
    ]);
    expect(home.iam.passDenial(caller, [role], 'ecs-tasks.amazonaws.com')).toBeUndefined();
    expect(home.iam.passDenial(caller, [role], 'lambda.amazonaws.com')).toContain(`perform: iam:PassRole on resource: ${role}`);
    expect(home.iam.passDenial(caller, [role, `${role}-execution`], 'ecs-tasks.amazonaws.com')).toContain(`${role}-execution`);
  });

  it('each name the page that says so', () => {
    expect(entries.filter(({ source }) => !/^(AWS|Amazon|Service Authorization).*"/.test(source))).toEqual([]);
  });
});

describe('a condition on a key', () => {
  const stage = { Tags: [{ Key: 'stage', Value: 'dev' }] };
  const requested = { StringEquals: { 'aws:RequestTag/stage': 'dev' } };
  const denial = async (action: string, resource: string, Condition: object, input: object = {}, context: object = {}) => {
    const { home, caller } = await withRole([allow(action, '*', Condition), allow(['ec2:*', 'iam:*'])]);
    return home.iam.denial(caller, action, [resource], { contextOf: () => ({ ...context }), input });
  };
  const cluster = 'arn:aws:cloudhsm:us-east-1:123456789012:cluster/cluster-22222222222';
  const key = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';

  it('holds where AWS lists the key for the action', async () => {
    expect(await denial('kms:TagResource', key, requested, stage)).toBeUndefined();
    expect(
      await denial('kms:Encrypt', key, { StringEquals: { 'kms:CallerAccount': '1' } }, {}, { 'kms:CallerAccount': '1' }),
    ).toBeUndefined();
  });

  it('holds where AWS lists it for the type of the resource', async () => {
    const tagged = { 'aws:ResourceTag/stage': 'dev' };
    const Condition = { StringEquals: tagged };
    expect(await denial('cloudhsm:CreateHsm', cluster, Condition, {}, tagged)).toBeUndefined();
    expect(await denial('kms:DescribeKey', key, Condition, {}, tagged)).toBeUndefined();
  });

  it('finds it absent where AWS does not list it, whatever the request says', async () => {
    expect(await denial('cloudhsm:CreateHsm', cluster, requested, stage)).toContain('not authorized to perform: cloudhsm:CreateHsm');
    expect(await denial('cloudhsm:DescribeClusters', '*', requested, stage)).toContain('perform: cloudhsm:DescribeClusters');
    expect(await denial('cloudhsm:DeleteHsm', '*', { StringNotEquals: { 'aws:ResourceTag/stage': 'prod' } })).toBeUndefined();
    expect(await denial('cloudhsm:DeleteHsm', '*', { Null: { 'aws:RequestTag/stage': true } }, stage)).toBeUndefined();
    const encryption = { 'kms:EncryptionContext:purpose': 'proof' };
    expect(await denial('kms:DescribeKey', key, { StringEquals: encryption }, {}, encryption)).toContain('perform: kms:DescribeKey');
  });

  it('that no action of the statement has is never met', async () => {
    expect(await denial('cloudhsm:DescribeClusters', '*', { StringEquals: { 'kms:GranteePrincipal': 'x' } })).toContain('DescribeClusters');
  });

  it('holds for what every request has', async () => {
    const now = (await localAws()).home.clock.date().toISOString();
    expect(await denial('cloudhsm:DescribeClusters', '*', { DateLessThan: { 'aws:CurrentTime': now } })).toContain('DescribeClusters');
    expect(
      await denial('cloudhsm:DescribeClusters', '*', { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }),
    ).toBeUndefined();
    expect(await denial('cloudhsm:DescribeClusters', '*', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } })).toBeUndefined();
  });

  it('tells a call that a service makes for its caller from one of its own', async () => {
    const via = (value: boolean) => ({ Bool: { 'aws:ViaAWSService': value } });
    const { home, caller } = await withRole([
      allow('cloudhsm:DeleteHsm', '*', via(false)),
      allow(['ec2:DetachNetworkInterface', 'ec2:DeleteNetworkInterface'], '*', via(true)),
    ]);
    expect(home.iam.denial(caller, 'cloudhsm:DeleteHsm', ['*'])).toBeUndefined();
    expect(home.iam.denial(caller, 'ec2:DeleteNetworkInterface', ['*'])).toContain('perform: ec2:DeleteNetworkInterface');
  });
});

describe('what a role uses', () => {
  it('is recorded, dependent actions included, and the rest is known as unexercised', async () => {
    const { home, roleArn, caller } = await withRole([
      allow(['cloudhsm:DeleteHsm', 'ec2:DetachNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:CreateVpc']),
      allow('sqs:SendMessage', ['arn:aws:sqs:*:*:a', 'arn:aws:sqs:*:*:b']),
      { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
    ]);
    expect(home.iam.denial(caller, 'cloudhsm:DeleteHsm', ['*'])).toBeUndefined();
    home.iam.denial(caller, 'sqs:DeleteQueue', ['*']);
    expect(home.iam.exercised()).toContainEqual({
      roleArn,
      action: 'ec2:DetachNetworkInterface',
      resource: expect.stringContaining('network-interface'),
    });
    expect(home.iam.exercised().map(({ action }) => action)).not.toContain('sqs:DeleteQueue');
    expect(home.iam.unexercised(roleArn)).toEqual([
      { action: 'ec2:CreateVpc', resources: ['*'] },
      { action: 'sqs:SendMessage', resources: ['arn:aws:sqs:*:*:a', 'arn:aws:sqs:*:*:b'] },
    ]);
  });
});

describe('what a guide gives for an action, and the reference does not list', () => {
  it.each([
    ['cloudhsm:CreateCluster', ['ec2:DescribeVpcs', 'ec2:CreateTags']],
    ['cloudhsm:CreateHsm', ['ec2:DescribeNetworkInterfaceAttribute']],
    ['cloudhsm:DeleteHsm', ['ec2:DetachNetworkInterface']],
  ])('is nothing that %s refuses a role without', async (action, without) => {
    const listed = actionModel(action)!.dependentActions!;
    expect(listed).not.toEqual(expect.arrayContaining(without));
    const { home, caller } = await withRole([allow([action, ...listed])]);
    expect(home.iam.denial(caller, action, ['*'])).toBeUndefined();
    expect(home.iam.denials).toEqual([]);
  });
});

describe('a trust policy', () => {
  const put = async (assumeRolePolicy: object) => {
    const { home } = await localAws();
    const arn = home.iam.putRole({ roleName: 'machine', assumeRolePolicy, policies: [] });
    return (service: string, source = 'arn:aws:states:us-east-1:123456789012:stateMachine:provision') =>
      home.iam.assumable(arn, service, source);
  };

  it('says which service may assume the role, by its global or regional name', async () => {
    const assumable = await put(trusting('states.amazonaws.com'));
    expect(assumable('states.amazonaws.com')).toBe(true);
    expect(assumable('lambda.amazonaws.com')).toBe(false);
    expect((await put(trusting('states.us-east-1.amazonaws.com')))('states.amazonaws.com')).toBe(true);
    expect((await put(trusting('states.eu-west-1.amazonaws.com')))('states.amazonaws.com')).toBe(false);
  });

  it('may ask for the account and the resource that it is assumed for', async () => {
    const assumable = await put(
      trusting('states.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': '123456789012' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:states:us-east-1:123456789012:stateMachine:*' },
      }),
    );
    expect(assumable('states.amazonaws.com')).toBe(true);
    expect(assumable('states.amazonaws.com', 'arn:aws:states:us-east-1:999999999999:stateMachine:provision')).toBe(false);
  });
});

describe('a resource policy', () => {
  it('lets a service act for the resource that it names, once a template declared one', async () => {
    const { home } = await localAws();
    const queue = 'arn:aws:sqs:us-east-1:123456789012:letters';
    const rule = 'arn:aws:events:us-east-1:123456789012:rule/requested';
    const denial = (source = rule) => home.iam.resourcePolicies.denial('events.amazonaws.com', 'sqs:SendMessage', queue, source);
    expect(denial()).toBeUndefined();
    home.iam.resourcePolicies.guard(queue);
    expect(denial()).toContain('no resource-based policy allows the sqs:SendMessage action');
    home.iam.resourcePolicies.put(queue, 'letters', {
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queue,
        Condition: { ArnEquals: { 'aws:SourceArn': rule } },
      },
    });
    expect(denial()).toBeUndefined();
    expect(denial(`${rule}-2`)).toContain('not authorized');
  });
});

it.each([
  ['kms', 'ListKeys', {}, 'AccessDeniedException', 400],
  ['secretsmanager', 'ListSecrets', {}, 'AccessDeniedException', 400],
  ['sns', 'ListTopics', {}, 'AuthorizationErrorException', 403],
  ['ec2', 'DescribeVpcs', {}, 'UnauthorizedOperation', 403],
  ['lambda', 'ListFunctions', {}, 'AccessDeniedException', 403],
  ['s3', 'HeadBucket', { Bucket: 'b' }, 'AccessDenied', 403],
])('is turned away by %s with the code and status of its protocol', async (service, operation, input, code, status) => {
  const { home, caller } = await withRole([allow('sqs:SendMessage')]);
  await expect(home.call(service, operation, input, caller)).rejects.toMatchObject({ code, status });
});

it('a role that is gone is nobody’s to assume, and gives nothing to whoever did', async () => {
  const { home } = await localAws();
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
  const assumeRolePolicy = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const policies = [{ policyName: 'all', policyDocument: { Statement } }];
  const arn = home.iam.putRole({ roleName: 'gone', assumeRolePolicy, policies });
  const caller = home.iam.roleCaller(arn, 'session');
  expect(home.iam.denial(caller, 'sqs:ListQueues', ['*'])).toBeUndefined();
  home.iam.roles.delete('gone');
  expect(home.iam.denial(caller, 'sqs:ListQueues', ['*'])).toContain('is not authorized to perform: sqs:ListQueues');
  expect(home.iam.assumable(arn, 'lambda.amazonaws.com', '*')).toBe(false);
  home.iam.putRole({ roleName: 'gone', assumeRolePolicy, policies });
  expect(home.iam.denial(caller, 'sqs:ListQueues', ['*'])).toBeUndefined();
});
