import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { sampleArtifacts } from './sample.ts';
import { arn, asked, body, cloudFormation, failing, maker, person, queue, standing, trusting } from './stacks.ts';

describe('an update', () => {
  it('of nothing is none', async () => {
    const { ask, update, status } = await standing({ Q: queue('q', { DelaySeconds: 1 }) }, { Description: 'one' });
    await expect(update({ Q: queue('q', { DelaySeconds: '1' }) }, { Description: 'two' })).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'No updates are to be performed.',
    });
    await ask('CreateChangeSet', { StackName: 'post', ChangeSetName: 'none', UsePreviousTemplate: true });
    expect(await ask('DescribeChangeSet', { StackName: 'post', ChangeSetName: 'none' })).toMatchObject({
      Status: 'FAILED',
      StatusReason: "The submitted information didn't contain changes. Submit different information to create a change set.",
      ExecutionStatus: 'UNAVAILABLE',
      Changes: [],
    });
    await expect(ask('ExecuteChangeSet', { StackName: 'post', ChangeSetName: 'none' })).rejects.toMatchObject({
      code: 'InvalidChangeSetStatus',
    });
    await ask('DeleteChangeSet', { StackName: 'post', ChangeSetName: 'none' });
    expect((await ask('ListChangeSets', { StackName: 'post' })).Summaries).toEqual([]);
    await ask('DeleteChangeSet', { StackName: 'post', ChangeSetName: 'none' });
    expect(await status()).toBe('CREATE_COMPLETE');
  });

  it('adds, changes in place and removes, in this order', async () => {
    const { update, home, ask } = await standing(
      { Same: queue('same'), Changed: queue('changed', { DelaySeconds: 1 }), Gone: queue('gone') },
      { Outputs: { Name: { Value: 'before' } } },
    );
    const Resources = { Same: queue('same'), Changed: queue('changed', { DelaySeconds: 2 }), New: queue('new') };
    expect(await update(Resources, { Outputs: { Name: { Value: 'after' } } })).toEqual([
      ['post', 'UPDATE_IN_PROGRESS', 'User Initiated'],
      ['Changed', 'UPDATE_IN_PROGRESS', undefined],
      ['Changed', 'UPDATE_COMPLETE', undefined],
      ['New', 'CREATE_IN_PROGRESS', undefined],
      ['New', 'CREATE_IN_PROGRESS', 'Resource creation Initiated'],
      ['New', 'CREATE_COMPLETE', undefined],
      ['post', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined],
      ['Gone', 'DELETE_IN_PROGRESS', undefined],
      ['Gone', 'DELETE_COMPLETE', undefined],
      ['post', 'UPDATE_COMPLETE', undefined],
    ]);
    expect([...home.sqs.queues.keys()]).toEqual(['same', 'changed', 'new']);
    expect(home.sqs.queue('changed').attributes.DelaySeconds).toBe('2');
    const { Stacks } = await ask('DescribeStacks', { StackName: 'post' });
    expect(Stacks[0]).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      Outputs: [{ OutputValue: 'after' }],
      LastUpdatedTime: expect.any(Date),
    });
    expect((await ask('GetTemplate', { StackName: 'post' })).TemplateBody).toContain('after');
    await expect(ask('DescribeStackResource', { StackName: 'post', LogicalResourceId: 'Gone' })).rejects.toThrow(
      'Resource Gone does not exist for stack post',
    );
  });

  it('of outputs or tags alone is one', async () => {
    const { update, ask } = await standing({ Q: queue('q') });
    await update({ Q: queue('q') }, { Outputs: { Name: { Value: 'new' } } });
    expect((await ask('DescribeStacks')).Stacks[0]).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Outputs: [{ OutputValue: 'new' }] });
    const Tags = [{ Key: 'stage', Value: 'prod' }];
    await ask('UpdateStack', { StackName: 'post', UsePreviousTemplate: true, Tags });
    expect((await ask('DescribeStacks')).Stacks[0]).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Tags });
  });

  it('takes parameters’ values of before where it is told to', async () => {
    const Parameters = { Delay: { Type: 'Number', Default: 1 }, Name: { Type: 'String', Default: 'q' } };
    const Resources = { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Name' }, DelaySeconds: { Ref: 'Delay' } } } };
    const { update, ask, home } = await standing(Resources, { Parameters });
    const given = (more: object) => ({ Parameters: [{ ParameterKey: 'Delay', ...more }] });
    await update(Resources, { Parameters }, given({ ParameterValue: '3' }));
    expect(home.sqs.queue('q').attributes.DelaySeconds).toBe('3');
    await expect(update(Resources, { Parameters }, { ...given({ UsePreviousValue: true }), ClientRequestToken: 'b' })).rejects.toThrow(
      'No updates',
    );
    await ask('UpdateStack', { StackName: 'post', UsePreviousTemplate: true });
    expect(home.sqs.queue('q').attributes.DelaySeconds).toBe('1');
    const other = { UsePreviousTemplate: true, Parameters: [{ ParameterKey: 'Other', UsePreviousValue: true }] };
    await expect(ask('UpdateStack', { StackName: 'post', ...other })).rejects.toThrow(
      'Invalid input for parameter key Other. Cannot specify usePreviousValue as true for a parameter key not in the previous template',
    );
  });

  it('replaces what cannot change, and what refers to it sees the other one', async () => {
    const topic = (TopicName: string, more: object = {}) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName }, ...more });
    const parameter = { Type: 'AWS::SSM::Parameter', Properties: { Name: 'topic', Type: 'String', Value: { Ref: 'T' } } };
    const { update, ask, home } = await standing({ T: topic('one', { UpdateReplacePolicy: 'Delete' }), P: parameter });
    const { Changes } = await (async () => {
      await ask('CreateChangeSet', { StackName: 'post', ChangeSetName: 'two', TemplateBody: body({ T: topic('two'), P: parameter }) });
      return ask('DescribeChangeSet', { StackName: 'post', ChangeSetName: 'two' });
    })();
    expect(Changes).toMatchObject([
      {
        Type: 'Resource',
        ResourceChange: {
          Action: 'Modify',
          LogicalResourceId: 'T',
          PhysicalResourceId: 'arn:aws:sns:us-east-1:123456789012:one',
          Replacement: 'True',
          PolicyAction: 'ReplaceAndDelete',
          Scope: ['Properties'],
          Details: [{ Target: { Attribute: 'Properties', Name: 'TopicName', RequiresRecreation: 'Always' } }],
        },
      },
      { ResourceChange: { Action: 'Modify', LogicalResourceId: 'P', Replacement: 'False' } },
    ]);
    expect(Changes[0].ResourceChange).not.toHaveProperty('AfterContext');
    const values = await ask('DescribeChangeSet', { StackName: 'post', ChangeSetName: 'two', IncludePropertyValues: true });
    const contexts = values.Changes.map(({ ResourceChange: { BeforeContext, AfterContext } }: any) =>
      [BeforeContext, AfterContext].map((text) => JSON.parse(text).Properties),
    );
    expect(contexts).toEqual([
      [{ TopicName: 'one' }, { TopicName: 'two' }],
      [
        { Name: 'topic', Type: 'String', Value: 'arn:aws:sns:us-east-1:123456789012:one' },
        { Name: 'topic', Type: 'String', Value: '{{changeSet:KNOWN_AFTER_APPLY}}' },
      ],
    ]);
    const told = await update({ T: topic('two', { UpdateReplacePolicy: 'Retain' }), P: parameter });
    expect(told.slice(1, 4)).toEqual([
      ['T', 'UPDATE_IN_PROGRESS', 'Requested update requires the creation of a new physical resource; hence creating one.'],
      ['T', 'UPDATE_IN_PROGRESS', 'Resource creation Initiated'],
      ['T', 'UPDATE_COMPLETE', undefined],
    ]);
    expect([...home.sns.topics.keys()]).toEqual(['arn:aws:sns:us-east-1:123456789012:two']);
    expect(home.ssm.parameters.get('topic')?.at(-1)?.value).toBe('arn:aws:sns:us-east-1:123456789012:two');
    await update({ T: topic('three'), P: parameter }, {}, { ClientRequestToken: 'again' });
    expect([...home.sns.topics.keys()].map((key) => key.split(':').at(-1))).toEqual(['two', 'three']);
  });

  it('does not replace what would have the same name', async () => {
    const table = (name: string) => ({
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        ...{ Family: 'f', Cpu: name, Memory: '512', NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'] },
        ContainerDefinitions: [{ Name: 'a', Image: 'b' }],
      },
    });
    const role = (Path: string) => ({
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'mine', Path, AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') },
    });
    const { update, status, home } = await standing({ R: role('/a/'), T: table('256') });
    const told = await update({ R: role('/b/'), T: table('512') });
    expect(told).toContainEqual([
      'R',
      'UPDATE_FAILED',
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename mine and update the stack again.',
    ]);
    expect(await status()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(home.iam.roles.all().map(({ arn: one }) => one)).toEqual(['arn:aws:iam::123456789012:role/a/mine']);
  });

  it('that fails is taken back', async () => {
    const { update, status, home, ask } = await standing({ A: queue('a', { DelaySeconds: 1 }), B: queue('b'), Gone: queue('gone') });
    const told = await update({
      A: queue('a', { DelaySeconds: 2 }),
      B: queue('b2', {}, { DependsOn: 'A' }),
      New: queue('new', {}, { DependsOn: 'B' }),
      X: { ...failing, DependsOn: 'New' },
    });
    expect(told.slice(told.findIndex(([name]: string[]) => name === 'X'))).toEqual([
      ['X', 'CREATE_IN_PROGRESS', undefined],
      ['X', 'CREATE_FAILED', 'Invalid parameter: Topic Name'],
      ['post', 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [X]. '],
      ['B', 'UPDATE_IN_PROGRESS', undefined],
      ['B', 'UPDATE_COMPLETE', undefined],
      ['A', 'UPDATE_IN_PROGRESS', undefined],
      ['A', 'UPDATE_COMPLETE', undefined],
      ['post', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined],
      ['New', 'DELETE_IN_PROGRESS', undefined],
      ['New', 'DELETE_COMPLETE', undefined],
      ['B', 'DELETE_IN_PROGRESS', undefined],
      ['B', 'DELETE_COMPLETE', undefined],
      ['post', 'UPDATE_ROLLBACK_COMPLETE', undefined],
    ]);
    expect(await status()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect([...home.sqs.queues.keys()].toSorted()).toEqual(['a', 'b', 'gone']);
    expect(home.sqs.queue('a').attributes.DelaySeconds).toBe('1');
    const { StackResourceSummaries } = await ask('ListStackResources', { StackName: 'post' });
    expect(StackResourceSummaries.map((one: any) => one.LogicalResourceId)).toEqual(['A', 'B', 'Gone']);
    // and may be tried again
    await update({ A: queue('a', { DelaySeconds: 2 }) }, {}, { ClientRequestToken: 'again' });
    expect([await status(), [...home.sqs.queues.keys()]]).toEqual(['UPDATE_COMPLETE', ['a']]);
    await ask('DeleteStack', { StackName: 'post' });
    expect(home.sqs.queues.size).toBe(0);
  });

  it('that a resource does not take leaves it as it is', async () => {
    const policy = (PolicyDocument: unknown) => ({
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') } },
      Words: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } },
      P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument } },
    });
    const { update, status, home } = await standing(policy({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }));
    const told = await update(policy({ 'Fn::GetAtt': ['Words', 'Value'] }));
    expect(told).toContainEqual(['P', 'UPDATE_FAILED', 'property PolicyDocument must be an object, or JSON of one, not "x"']);
    expect([await status(), [...home.iam.roles.all()[0]!.policies.keys()]]).toEqual(['UPDATE_ROLLBACK_COMPLETE', ['p']]);
  });

  it('has a function change what it has made, and delete what another takes the place of', async () => {
    const code = "await send(event, context, 'SUCCESS', { Size: ResourceProperties.Size }, 'made-' + ResourceProperties.Name);";
    const made = (Name: string, Size: number) => ({ Type: 'Custom::Made', Properties: { ServiceToken: arn('Maker'), Name, Size } });
    const { update, aws, ask } = await standing({ ...maker(code), M: made('a', 1) });
    const Outputs = { Size: { Value: { 'Fn::GetAtt': 'M.Size' } } };
    await update({ ...maker(code), M: made('a', 2) }, { Outputs });
    expect((await ask('DescribeStacks')).Stacks[0].Outputs).toMatchObject([{ OutputValue: '2' }]);
    await update({ ...maker(code), M: made('b', 2) }, {}, { ClientRequestToken: 'again' });
    expect(asked(aws)).toEqual([
      { RequestType: 'Create', Size: '1' },
      { RequestType: 'Update', PhysicalResourceId: 'made-a', Size: '2', before: '1' },
      { RequestType: 'Update', PhysicalResourceId: 'made-a', Size: '2', before: '2' },
      { RequestType: 'Delete', PhysicalResourceId: 'made-a', Size: '2' },
    ]);
  });

  it('of what cannot be changed here is refused, by name, before anything is', async () => {
    const table = (name: string) => ({
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['id', name].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          { IndexName: 'index', KeySchema: [{ AttributeName: name, KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
        ],
      },
    });
    const { update, status } = await standing({ T: table('a') });
    await expect(update({ T: table('b'), Q: queue('q') })).rejects.toThrow(
      'T (AWS::DynamoDB::Table): a change of property GlobalSecondaryIndexes is not emulated',
    );
    expect(await status()).toBe('CREATE_COMPLETE');
  });

  it('that is refused leaves its change set as it was', async () => {
    const { ask } = await standing({ Q: queue('q') });
    const named = { StackName: 'post', ChangeSetName: 'more' };
    await ask('CreateChangeSet', { ...named, TemplateBody: body({ Q: queue('q'), R: queue('r') }) });
    await expect(ask('ExecuteChangeSet', { ...named, DisableRollback: true })).rejects.toThrow('DisableRollback of ExecuteChangeSet');
    expect(await ask('DescribeChangeSet', named)).toMatchObject({ ExecutionStatus: 'AVAILABLE' });
  });

  it('waits for its turn', async () => {
    const { aws, ask } = await standing({ Q: queue('q') });
    const hold = aws.home.clock.hold();
    await aws.home.call('cloudformation', 'DeleteStack', { StackName: 'post' }, person);
    await expect(aws.home.call('cloudformation', 'UpdateStack', { StackName: 'post', UsePreviousTemplate: true }, person)).rejects.toThrow(
      /Stack:arn.* is in DELETE_IN_PROGRESS state and can not be updated\./,
    );
    hold.release();
    await aws.home.clock.idle();
    expect((await ask('DescribeStacks')).Stacks).toEqual([]);
  });

  it('of a function’s configuration needs its code no more', async () => {
    const aws = await localAws();
    const Resources = {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') } },
      Letter: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...{ FunctionName: 'letter', Handler: 'index.handler', Runtime: 'nodejs24.x', Role: arn('Role') },
          Code: { S3Bucket: 'nowhere', S3Key: 'a/send-letter.zip' },
          Environment: { Variables: { STAGE: { Ref: 'Stage' } } },
        },
      },
    };
    const template = { Parameters: { Stage: { Type: 'String', Default: 'dev' } }, Resources };
    await aws.deploy({ template: template as never, artifacts: sampleArtifacts(), stackName: 'post' });
    const before = aws.home.lambda.functions.get('letter')!;
    await cloudFormation(aws)('UpdateStack', {
      ...{ StackName: 'post', UsePreviousTemplate: true, Capabilities: ['CAPABILITY_NAMED_IAM'] },
      Parameters: [{ ParameterKey: 'Stage', ParameterValue: 'prod' }],
    });
    expect((await cloudFormation(aws)('DescribeStacks')).Stacks).toMatchObject([{ StackStatus: 'UPDATE_COMPLETE' }]);
    const after = aws.home.lambda.functions.get('letter')!;
    expect([after.environment, after.codeSha256]).toEqual([{ STAGE: 'prod' }, before.codeSha256]);
  });

  it('is what a second deployment at the start makes of a stack that stands', async () => {
    const aws = await localAws();
    const deploy = (Resources: object) => aws.deploy({ template: { Resources } as never, artifacts: '/nowhere', stackName: 'post' });
    await deploy({ Q: queue('q', { DelaySeconds: 1 }) });
    await deploy({ Q: queue('q', { DelaySeconds: 2 }), R: queue('r') });
    expect(aws.home.sqs.queue('q').attributes.DelaySeconds).toBe('2');
    await expect(deploy({ Q: queue('q'), X: failing })).rejects.toMatchObject({
      problems: ['X (AWS::SNS::Topic): Invalid parameter: Topic Name'],
    });
    expect([...aws.home.sqs.queues.keys()]).toEqual(['q', 'r']);
    expect((await cloudFormation(aws)('DescribeStacks')).Stacks).toMatchObject([{ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }]);
  });
});
