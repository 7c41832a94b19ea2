import { describe, expect, it } from 'vitest';
import { DeploymentError } from '../../../emulator/cloudformation/deploy.ts';
import { localAws } from '../../local-aws.ts';

const queue = { Type: 'AWS::SQS::Queue' };
const never = { 'Fn::Equals': ['a', 'b'] };
const placeholder = (name: string) => `\${${name}}`;

async function problemsOf(template: object): Promise<string[]> {
  const emulator = await localAws();
  const deployment = emulator.deploy({ template: template as never, artifacts: '/nowhere', stackName: 'sample' });
  const error = await deployment.then(
    () => undefined,
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(DeploymentError);
  return (error as DeploymentError).problems;
}

describe('a template is refused', () => {
  it.each<[string, object, string[]]>([
    [
      'whose conditions depend on each other in a circle',
      { Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } }, Resources: { Q: queue } },
      ['condition B: circular dependency between conditions: A → B → A'],
    ],
    [
      'for a condition that nothing uses',
      { Conditions: { A: { 'Fn::FindInMap': ['a', 'b', 'c'] }, B: 'yes' }, Resources: { Q: queue } },
      [
        expect.stringMatching(/^condition A: Fn::FindInMap is not supported; supported are Ref, /),
        'condition B: a condition is Fn::Equals, Fn::Not, Fn::And, Fn::Or or another condition, not "yes"',
      ],
    ],
    [
      'whose condition refers to a resource',
      { Conditions: { A: { 'Fn::Equals': [{ Ref: 'Q' }, 'b'] } }, Resources: { Q: queue } },
      ['condition A: it refers to Q, which is no parameter; conditions cannot refer to resources'],
    ],
    [
      'that has names which every object of JavaScript has',
      {
        Conditions: { No: never },
        Resources: { Q: { ...queue, Properties: { QueueName: { Ref: 'toString' } } }, R: { ...queue, Condition: 'constructor' } },
        Outputs: { A: { Value: { 'Fn::Sub': [placeholder('valueOf'), { other: 'x' }] } } },
      },
      [
        'R: condition constructor: there is none in the template',
        'Q: it refers to toString, which the template does not have',
        'output A: it refers to valueOf, which the template does not have',
      ],
    ],
    [
      'whose outputs are no texts',
      {
        Resources: { Q: queue },
        Outputs: { A: { Value: ['a'] }, B: { Value: { Ref: 'AWS::NoValue' } }, C: { Value: '{{resolve:ssm:x}}' } },
      },
      [
        'output A: its value has to be a text, not ["a"]',
        'output B: its value has to be a text',
        'output C: {{resolve:…}} is only for properties of resources',
      ],
    ],
    [
      'for attributes that parameters and outputs do not have',
      {
        Parameters: { P: { Type: 'String', Default: 'x', 'as JSON.': 'y' } },
        Resources: { Q: queue },
        Outputs: { A: { Value: 'a', AnotherValue: 'b' } },
      },
      [
        expect.stringMatching(/^parameter P: attribute as JSON\. is not supported; supported are Type, /),
        expect.stringMatching(/^output A: attribute AnotherValue is not supported; supported are Value, /),
      ],
    ],
    [
      'whose export calls what is not supported',
      { Resources: { Q: queue }, Outputs: { A: { Value: 'a', Export: { Name: { 'Fn::Bogus': 'x' } } } } },
      [expect.stringMatching(/^output A: Fn::Bogus is not supported/)],
    ],
    [
      'for null and for names that are not alphanumeric, wherever they stand',
      { Resources: { 'My-Queue': { ...queue, Properties: { Tags: [{ Key: 'a', Value: null }] } } } },
      ['Resources: the name My-Queue is not alphanumeric', 'Resources.My-Queue.Properties.Tags.0.Value: null is not allowed in templates'],
    ],
    [
      'for each value of a list that a parameter does not allow',
      {
        Parameters: {
          Letters: { Type: 'CommaDelimitedList', Default: 'a, b,d', AllowedValues: ['a', 'b', 'c'], AllowedPattern: '[a-c]' },
          Numbers: { Type: 'List<Number>', Default: '1,x' },
          Number: { Type: 'Number', Default: '' },
        },
        Resources: { Q: queue },
      },
      [
        "parameter Letters: 'd' is not one of a, b, c",
        "parameter Letters: 'd' does not match [a-c]",
        "parameter Numbers: 'x' is not a number",
        "parameter Number: '' is not a number",
      ],
    ],
  ])('%s', async (_, template, problems) => {
    const found = await problemsOf(template);
    expect(found.filter((problem) => !problem.includes('is not supported; supported are QueueName'))).toEqual(
      expect.arrayContaining(problems),
    );
  });

  it.each([
    ['{{resolve:ssm-secure:x:1}}', /ssm-secure:…\}\} is not supported; supported are ssm and secretsmanager$/],
    ['{{resolve:ssm:nothing}}', /\{\{resolve:ssm:nothing\}\}: ParameterNotFound$/],
    ['{{resolve:secretsmanager:nothing}}', /ResourceNotFoundException: Secrets Manager can't find the specified secret\.$/],
  ])('that refers to %s', async (Value, words) => {
    const found = await problemsOf({ Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } } } });
    expect(found).toEqual([expect.stringMatching(words)]);
  });
});

describe('dynamic references', () => {
  it('take a member of a secret, at a stage', async () => {
    const aws = await localAws();
    const secret = { Name: 'database', SecretString: JSON.stringify({ password: 'first' }) };
    const caller = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'x' } as const;
    await aws.home.call('secretsmanager', 'CreateSecret', { ...secret, ClientRequestToken: 'a'.repeat(32) }, caller);
    const template = {
      Resources: {
        P: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: 'it is {{resolve:secretsmanager:database:SecretString:password:AWSCURRENT}}' },
        },
      },
      Outputs: { Value: { Value: { 'Fn::GetAtt': ['P', 'Value'] } } },
    };
    const { outputs } = await aws.deploy({ template, artifacts: '/nowhere', stackName: 'sample' });
    expect(outputs.Value).toBe('it is first');
  });
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
    ['AWS::S3::Bucket', { BucketName: 'same' }],
    ['AWS::ECS::Cluster', { ClusterName: 'same' }],
  ])('of type %s whose name is taken', async (Type, Properties) => {
    const X = { Type, Properties };
    expect(await problemsOf({ Resources: { A: X, B: X } })).toEqual([
      `B (${Type}): Resource of type '${Type}' with identifier 'same' already exists.`,
    ]);
  });
});
