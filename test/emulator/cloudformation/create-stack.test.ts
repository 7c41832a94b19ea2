import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { body, cloudFormation, queue, trusting } from './stacks.ts';

const role = (more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'), ...more },
});

describe('a stack', () => {
  it('comes up in its own time, one resource after what it depends on', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const TemplateBody = body(
      { Letters: queue({ 'Fn::Join': ['-', [{ 'Fn::GetAtt': 'Dead.QueueName' }, 'letters']] }), Dead: queue({ Ref: 'Name' }) },
      {
        Description: 'Letters',
        Parameters: { Name: { Type: 'String' }, Secret: { Type: 'String', Default: 'x', NoEcho: true } },
        Outputs: { Letters: { Value: { 'Fn::GetAtt': 'Letters.Arn' }, Description: 'where', Export: { Name: 'letters' } } },
      },
    );
    const { StackId } = await ask('CreateStack', {
      StackName: 'post',
      TemplateBody,
      Parameters: [{ ParameterKey: 'Name', ParameterValue: 'dead' }],
      Tags: [{ Key: 'stage', Value: 'prod' }],
      ClientRequestToken: 'once',
    });
    expect(StackId).toMatch(/^arn:aws:cloudformation:us-east-1:123456789012:stack\/post\/[0-9a-f-]{36}$/);
    const { Stacks } = await ask('DescribeStacks', { StackName: 'post' });
    expect(Stacks).toMatchObject([
      {
        StackId,
        StackStatus: 'CREATE_COMPLETE',
        Description: 'Letters',
        Parameters: [
          { ParameterKey: 'Name', ParameterValue: 'dead' },
          { ParameterKey: 'Secret', ParameterValue: '****' },
        ],
        Outputs: [
          {
            OutputKey: 'Letters',
            OutputValue: 'arn:aws:sqs:us-east-1:123456789012:dead-letters',
            Description: 'where',
            ExportName: 'letters',
          },
        ],
        Tags: [{ Key: 'stage', Value: 'prod' }],
        DisableRollback: false,
      },
    ]);
    expect(await ask('ListExports')).toEqual({
      Exports: [{ ExportingStackId: StackId, Name: 'letters', Value: 'arn:aws:sqs:us-east-1:123456789012:dead-letters' }],
    });
    const { StackEvents } = await ask('DescribeStackEvents', { StackName: StackId });
    const told = StackEvents.map((event: any) => [event.LogicalResourceId, event.ResourceStatus, event.ResourceStatusReason]).toReversed();
    const of = (name: string) => [
      [name, 'CREATE_IN_PROGRESS', undefined],
      [name, 'CREATE_IN_PROGRESS', 'Resource creation Initiated'],
      [name, 'CREATE_COMPLETE', undefined],
    ];
    expect(told).toEqual([
      ['post', 'CREATE_IN_PROGRESS', 'User Initiated'],
      ...of('Dead'),
      ...of('Letters'),
      ['post', 'CREATE_COMPLETE', undefined],
    ]);
    expect(StackEvents.every((event: any) => event.ClientRequestToken === 'once')).toBe(true);
    expect(StackEvents[0].Timestamp.getTime()).toBeGreaterThan(StackEvents.at(-1).Timestamp.getTime());
    const { StackResourceDetail } = await ask('DescribeStackResource', { StackName: 'post', LogicalResourceId: 'Dead' });
    expect(StackResourceDetail).toMatchObject({ PhysicalResourceId: `${aws.url}/123456789012/dead`, ResourceStatus: 'CREATE_COMPLETE' });
    expect((await ask('GetTemplate', { StackName: 'post' })).TemplateBody).toBe(TemplateBody);
    expect((await ask('ListStacks', { StackStatusFilter: ['CREATE_COMPLETE'] })).StackSummaries).toMatchObject([{ StackName: 'post' }]);
    expect((await ask('ListStacks', { StackStatusFilter: ['DELETE_COMPLETE'] })).StackSummaries).toEqual([]);
  });

  it('gives its tags to what has tags', async () => {
    const aws = await localAws();
    const Tags = [{ Key: 'stage', Value: 'own' }];
    const TemplateBody = body({ Plain: queue('plain'), Own: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'own', Tags } } });
    await cloudFormation(aws)('CreateStack', { StackName: 'post', TemplateBody, Tags: [{ Key: 'stage', Value: 'prod' }] });
    const tags = (name: string) => Object.fromEntries(aws.home.iam.templateTags.get(`arn:aws:sqs:us-east-1:123456789012:${name}`) ?? []);
    expect([tags('plain'), tags('own')]).toEqual([{ stage: 'prod' }, { stage: 'own' }]);
  });

  it('is made of a template in a bucket, and its functions of bundles there', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const { zipSync, strToU8 } = await import('fflate');
    const bucket = aws.home.s3.createBucket('artifacts');
    const put = (key: string, held: Buffer) =>
      aws.home.call('s3', 'PutObject', { Bucket: 'artifacts', Key: key, Body: held }, { kind: 'person', arn: 'x', accessKeyId: 'x' });
    const greet = (S3Key: string) => ({
      Role: role(),
      Greet: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'greet',
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Role: { 'Fn::GetAtt': 'Role.Arn' },
          Code: { S3Bucket: bucket.name, S3Key },
        },
      },
    });
    await put('a/greet.zip', Buffer.from(zipSync({ 'index.js': strToU8('exports.handler = async () => "hello";') })));
    await put('a/template.json', Buffer.from(body(greet('a/greet.zip'))));
    const Capabilities = ['CAPABILITY_IAM'];
    const make = (StackName: string, TemplateURL: string) => ask('CreateStack', { StackName, TemplateURL, Capabilities });
    await make('greeting', 'https://s3.us-east-1.amazonaws.com/artifacts/a/template.json');
    const payload = await aws.home.call('lambda', 'Invoke', { FunctionName: 'greet' }, { kind: 'person', arn: 'x', accessKeyId: 'x' });
    expect(String((payload as { Payload: Buffer }).Payload)).toBe('"hello"');
    await put('b/template.json', Buffer.from(body(greet('b/none.zip'))));
    await make('again', 'https://artifacts.s3.amazonaws.com/b/template.json');
    const { StackEvents } = await ask('DescribeStackEvents', { StackName: 'again' });
    expect(StackEvents.find((event: any) => event.ResourceStatus === 'CREATE_FAILED').ResourceStatusReason).toBe(
      "Resource of type 'AWS::Lambda::Function' with identifier 'greet' already exists.",
    );
    await expect(make('none', 'https://artifacts.s3.amazonaws.com/c')).rejects.toThrow('S3 error: The specified key does not exist.');
    for (const url of ['http://example.org/artifacts/a', 'file:///artifacts/a', `${aws.url}/artifacts/%zz`])
      await expect(make('none', url)).rejects.toThrow('TemplateURL must be a supported URL.');
    await expect(make('none', 's3://artifacts/a')).rejects.toThrow('Domain name specified in artifacts is not a valid S3 domain');
  });

  it('needs a name of its own, unless the same request comes again', async () => {
    const ask = cloudFormation(await localAws());
    const make = (more: object = {}) => ask('CreateStack', { StackName: 'post', TemplateBody: body({ Q: queue('q') }), ...more });
    const { StackId } = await make({ ClientRequestToken: 'once' });
    await expect(make({ ClientRequestToken: 'once' })).resolves.toEqual({ StackId });
    await expect(make()).rejects.toMatchObject({ code: 'AlreadyExistsException', message: 'Stack [post] already exists' });
    await expect(make({ StackName: '1post' })).rejects.toThrow("Value '1post' at 'stackName' failed to satisfy constraint");
  });

  it.each([
    [{}, 'CAPABILITY_IAM'],
    [{ RoleName: 'mine' }, 'CAPABILITY_NAMED_IAM'],
  ])('gives permissions only where that is acknowledged: %j', async (more, capability) => {
    const ask = cloudFormation(await localAws());
    const TemplateBody = body({ Role: role(more) });
    await expect(ask('CreateStack', { StackName: 'post', TemplateBody })).rejects.toMatchObject({
      code: 'InsufficientCapabilitiesException',
      message: `Requires capabilities : [${capability}]`,
    });
    await ask('CreateStack', { StackName: 'post', TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] });
    expect((await ask('ValidateTemplate', { TemplateBody })).Capabilities).toEqual([capability]);
  });

  it.each([
    ['without a template', {}, 'Either Template URL or Template Body must be specified.'],
    ['of no resources', { TemplateBody: '{"Resources": {}}' }, 'Template format error: At least one Resources member must be defined.'],
    ['of what is no JSON', { TemplateBody: '{"Resources": ' }, 'Template format error: JSON not well-formed.'],
    [
      'of parameters without values',
      { TemplateBody: body({ Q: queue('q') }, { Parameters: { A: { Type: 'String' }, B: { Type: 'String' } } }) },
      'Parameters: [A, B] must have values',
    ],
    [
      'of parameters that the template does not have',
      { TemplateBody: body({ Q: queue('q') }), Parameters: [{ ParameterKey: 'A', ParameterValue: 'a' }] },
      'Parameters: [A] do not exist in the template',
    ],
    ['of what is not supported', { TemplateBody: body({ Q: { Type: 'AWS::X::Y' } }) }, 'Q: resource type AWS::X::Y is not supported'],
    ['with a policy', { TemplateBody: body({ Q: queue('q') }), StackPolicyBody: '{}' }, 'StackPolicyBody of CreateStack: not emulated'],
    [
      'of 60 kB in the request',
      { TemplateBody: body({ Q: queue('q') }, { Description: 'x'.repeat(60_000) }) },
      'less than or equal to 51200',
    ],
  ])('is refused %s', async (_, more, words) => {
    const ask = cloudFormation(await localAws());
    await expect(ask('CreateStack', { StackName: 'post', ...more })).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining(words),
    });
    expect((await ask('ListStacks')).StackSummaries).toEqual([]);
  });

  it('that does not stand is not there', async () => {
    const ask = cloudFormation(await localAws());
    const none = { code: 'ValidationError', message: 'Stack with id none does not exist' };
    await expect(ask('DescribeStacks', { StackName: 'none' })).rejects.toMatchObject(none);
    await expect(ask('GetTemplate', { StackName: 'none' })).rejects.toMatchObject(none);
    await expect(ask('DescribeStackEvents', { StackName: 'none' })).rejects.toThrow('Stack [none] does not exist');
    await expect(ask('DescribeStackResource', { StackName: 'none', LogicalResourceId: 'X' })).rejects.toThrow(
      "Stack 'none' does not exist",
    );
    await expect(ask('DeleteStack', { StackName: 'none' })).resolves.toEqual({});
  });

  it('that was deployed at the start is there, too', async () => {
    const aws = await localAws();
    await aws.deploy({ template: { Resources: { Q: queue('q') } }, artifacts: '/nowhere', stackName: 'post' });
    expect((await cloudFormation(aws)('DescribeStacks')).Stacks).toMatchObject([{ StackName: 'post', StackStatus: 'CREATE_COMPLETE' }]);
  });

  it('is a role’s to make where its policies allow that', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const Statement = [
      { Effect: 'Allow', Action: 'cloudformation:CreateStack', Resource: 'arn:aws:cloudformation:*:*:stack/post/*' },
      { Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: '*' },
    ];
    const Policies = [{ PolicyName: 'stacks', PolicyDocument: { Statement } }];
    const TemplateBody = body({ Maker: role({ RoleName: 'maker', Policies }) });
    await ask('CreateStack', { StackName: 'roles', TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] });
    const caller = aws.home.iam.roleCaller('arn:aws:iam::123456789012:role/maker', 'session');
    const as = (operation: string, input: object) => aws.home.call('cloudformation', operation, input, caller);
    const Q = body({ Q: queue('q') });
    await expect(as('CreateStack', { StackName: 'post', TemplateBody: Q })).resolves.toHaveProperty('StackId');
    await expect(as('DescribeStacks', { StackName: 'post' })).resolves.toHaveProperty('Stacks');
    await expect(as('DescribeStacks', {})).rejects.toThrow('cloudformation:ListStacks');
    await expect(as('CreateStack', { StackName: 'other', TemplateBody: Q })).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
    await expect(
      as('CreateStack', { StackName: 'post', TemplateBody: Q, RoleARN: 'arn:aws:iam::123456789012:role/admin' }),
    ).rejects.toThrow('iam:PassRole');
  });
});
