import { describe, expect, it } from 'vitest';
import { DeploymentError } from '../../../emulator/cloudformation/deploy.ts';
import { localAws } from '../../local-aws.ts';
import { problemsOf } from './problems-of.ts';

const queue = { Type: 'AWS::SQS::Queue' };

describe('a deployment is refused', () => {
  it('with all problems at once, each with its logical id and what is supported', async () => {
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
      Hooks: {},
    });
    expect(problems).toEqual([
      expect.stringMatching(/^template section Hooks is not supported; supported are /),
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

  it('where it is a text, however long', async () => {
    expect(await problemsOf('a'.repeat(30_000_000) as never)).toEqual(['the template: has to be an object']);
  });

  it('before anything is created', async () => {
    const emulator = await localAws();
    const template = { Resources: { Letters: queue, Machine: { Type: 'AWS::EC2::Instance' } } };
    await expect(emulator.deploy({ template, artifacts: '/nowhere', stackName: 'sample' })).rejects.toThrow(DeploymentError);
    expect(emulator.home.sqs.queues.size).toBe(0);
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

  it('where DependsOn names nothing', async () => {
    expect(await problemsOf({ Resources: { A: { ...queue, DependsOn: 'B' } } })).toEqual([
      'A: DependsOn names B, which the template does not have',
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
      Outputs: { O: { Value: { 'Fn::Sub': [`\${valueOf}`, { other: 'x' }] } } },
    });
    expect(problems).toEqual([
      'Resources: the name the-queue is not alphanumeric',
      expect.stringMatching(/^parameter Kind: type toString is not supported; supported are /),
      'C: condition hasOwnProperty: there is none in the template',
      'A: it refers to toString, which the template does not have',
      'B: it refers to valueOf, which the template does not have',
      'output O: it refers to valueOf, which the template does not have',
      expect.stringMatching(/^A \(AWS::SQS::Queue\): property constructor is not supported; supported are QueueName, /),
    ]);
  });

  it('where null or a name that is not alphanumeric stands anywhere in it', async () => {
    const problems = await problemsOf({ Resources: { 'My-Queue': { ...queue, Properties: { Tags: [{ Key: 'a', Value: null }] } } } });
    expect(problems.slice(0, 2)).toEqual([
      'Resources: the name My-Queue is not alphanumeric',
      'Resources.My-Queue.Properties.Tags.0.Value: null is not allowed in templates',
    ]);
  });
});
