import { describe, expect, it } from 'vitest';
import { DeploymentError } from '../../../emulator/cloudformation/deploy.ts';
import { localAws } from '../../local-aws.ts';

const trusting = (...services: string[]) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' }],
});
const queue = { Type: 'AWS::SQS::Queue' };

async function problemsOf(template: object, parameters?: Record<string, string>): Promise<string[]> {
  const emulator = await localAws();
  const error = await emulator.deploy({ template: template as never, artifacts: '/nowhere', stackName: 'sample', parameters }).then(
    () => undefined,
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(DeploymentError);
  expect(emulator.home.sqs.queues.size).toBe(0);
  return (error as DeploymentError).problems;
}

describe('a deployment is refused', () => {
  it('with all problems at once, each with its logical id and what is supported, before anything is created', async () => {
    const problems = await problemsOf({
      Resources: {
        Letters: queue,
        Machine: { Type: 'AWS::EC2::Instance' },
        Fifo: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: { State: 'ON', Targets: [{ Arn: { 'Fn::GetAtt': ['Letters', 'Url'] }, EcsParameters: {} }] },
        },
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Nothing' } }, CreationPolicy: {} },
      },
      Transform: 'AWS::Serverless-2016-10-31',
    });
    expect(problems).toEqual([
      expect.stringMatching(/^template section Transform is not supported; supported are /),
      expect.stringMatching(/^Topic: attribute CreationPolicy is not supported/),
      expect.stringMatching(/^Rule: AWS::SQS::Queue has no attribute Url here; it has Arn, QueueName, QueueUrl$/),
      'Topic: it refers to Nothing, which the template does not have',
      expect.stringMatching(/^Machine: resource type AWS::EC2::Instance is not supported; supported are AWS::Lambda::Function, /),
      expect.stringMatching(/^Fifo \(AWS::SQS::Queue\): property FifoQueue is not supported; supported are QueueName, /),
      'Rule (AWS::Events::Rule): property State must be one of ENABLED, DISABLED, not "ON"',
      expect.stringMatching(/^Rule \(AWS::Events::Rule\): property Targets\[0\].EcsParameters is not supported; supported are Id, /),
      'Rule (AWS::Events::Rule): property Targets[0].Id is missing',
    ]);
  });

  it('where resources depend on each other in a circle', async () => {
    const problems = await problemsOf({
      Resources: {
        A: { ...queue, DependsOn: 'B' },
        B: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::GetAtt': ['C', 'QueueName'] } } },
        C: { ...queue, DependsOn: ['A'] },
      },
    });
    expect(problems).toEqual(['circular dependency between resources: A → B → C → A']);
  });

  it('where a condition depends on itself, refers to a resource, or is no expression, whether anything uses it or not', async () => {
    const problems = await problemsOf({
      Conditions: {
        Self: { Condition: 'Self' },
        One: { 'Fn::Not': [{ Condition: 'Other' }] },
        Other: { 'Fn::Not': [{ Condition: 'One' }] },
        OfQueue: { 'Fn::Equals': [{ Ref: 'A' }, 'x'] },
        Strange: { 'Fn::Contains': [['a'], 'a'] },
        OfText: { 'Fn::Equals': [{ 'Fn::Select': [0, { Ref: 'AWS::Region' }] }, 'u'] },
      },
      Resources: { A: { ...queue, Condition: 'Self' }, B: { ...queue, Condition: 'OfQueue' } },
    });
    expect(problems).toEqual([
      'condition Self: circular dependency between conditions: Self → Self',
      'condition Other: circular dependency between conditions: One → Other → One',
      'condition OfQueue: it refers to A, which is no parameter; conditions cannot refer to resources',
      expect.stringMatching(/^condition Strange: Fn::Contains is not supported; supported are /),
      'condition OfText: Fn::Select takes [index, list], the index a whole number within the list, not [0,"us-east-1"]',
    ]);
  });

  it('where names are those of every object of JavaScript, or no names of templates', async () => {
    const problems = await problemsOf({
      Parameters: { Kind: { Type: 'toString', Default: 'x' } },
      Resources: {
        A: { ...queue, Properties: { QueueName: { Ref: 'toString' }, constructor: 'x' } },
        B: { ...queue, Properties: { QueueName: { 'Fn::Sub': [`\${valueOf}`, {}] } } },
        C: { ...queue, Condition: 'hasOwnProperty' },
        'the-queue': queue,
      },
    });
    expect(problems).toEqual([
      'Resources: the name the-queue is not alphanumeric',
      expect.stringMatching(/^parameter Kind: type toString is not supported; supported are /),
      'C: condition hasOwnProperty: there is none in the template',
      'A: it refers to toString, which the template does not have',
      'B: it refers to valueOf, which the template does not have',
      expect.stringMatching(/^A \(AWS::SQS::Queue\): property constructor is not supported; supported are QueueName, /),
    ]);
  });

  it('where a parameter or an output has an attribute that there is not, and where an output is no text', async () => {
    const problems = await problemsOf({
      Parameters: {
        Size: { Type: 'String', Default: 'x', Pattern: 'x' },
        Few: { Type: 'List<Number>', Default: '1,two' },
        Odd: { Type: 'String', Default: 'x', AllowedPattern: '[' },
      },
      Resources: { A: queue },
      Outputs: { Url: { Value: ['a'], Text: 'x' }, Map: { Value: { a: 'b' } }, None: { Value: null } },
    });
    expect(problems).toEqual([
      'Outputs.None.Value: null is not allowed in templates',
      expect.stringMatching(/^parameter Size: attribute Pattern is not supported; supported are Type, /),
      'output Url: attribute Text is not supported; supported are Value, Description, Export, Condition',
      "parameter Few: 'two' is not a number",
      'parameter Odd: AllowedPattern [ is no pattern that is understood here',
      'output Url: its value has to be a text, not ["a"]',
      'output Map: its value has to be a text, not {"a":"b"}',
      'output None: its value has to be a text, not null',
    ]);
  });

  it('where an output is without a value, or cannot be made of what there is', async () => {
    expect(await problemsOf({ Resources: { A: queue }, Outputs: { Url: {} } })).toEqual(['Outputs.Url.Value: is missing']);
    const joined = { Resources: { A: { Type: 'AWS::SNS::Topic' } }, Outputs: { Url: { Value: { 'Fn::Join': [',', { Ref: 'A' }] } } } };
    expect(await problemsOf(joined)).toEqual([expect.stringMatching(/^output Url: Fn::Join takes \[separator, list\], not \[",","arn:/)]);
  });

  it('where DependsOn names nothing', async () => {
    expect(await problemsOf({ Resources: { A: { ...queue, DependsOn: 'B' } } })).toEqual([
      'A: DependsOn names B, which the template does not have',
    ]);
  });

  it('where a parameter has a value that the template does not allow', async () => {
    const template = {
      Parameters: {
        Image: { Type: 'String', AllowedPattern: '[a-z]+' },
        Retention: { Type: 'Number', Default: 5, MinValue: 7 },
        Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] },
        Key: { Type: 'AWS::EC2::KeyPair::KeyName', Default: 'k' },
      },
      Resources: { A: queue },
    };
    expect(await problemsOf(template, { Image: 'UPPER', Colour: 'red', toString: 'text' } as never)).toEqual([
      'parameter Colour: the template declares none of that name; it declares Image, Retention, Stage, Key',
      'parameter toString: the template declares none of that name; it declares Image, Retention, Stage, Key',
      "parameter Image: 'UPPER' does not match [a-z]+",
      'parameter Retention: 5 is less than 7',
      'parameter Stage: it has no default and no value was given',
      expect.stringMatching(/^parameter Key: type AWS::EC2::KeyPair::KeyName is not supported/),
    ]);
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
