import { expect } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, ServiceError } from '../../local-aws.ts';
import { call, type Json } from '../recordings/wire.ts';

/** Asks CloudFormation over HTTP, and lets what that begins come to its end. @throws ServiceError */
export function cloudFormation(aws: Emulator) {
  return async (operation: string, input: Json = {}): Promise<any> => {
    const { kind, members } = await call(aws, 'cloudformation', operation, input);
    if (kind === 'error') throw new ServiceError(String(members.code), String(members.message));
    await aws.home.clock.idle();
    return members;
  };
}

/** A template's text. */
export function body(Resources: object, more: object = {}): string {
  return JSON.stringify({ Resources, ...more });
}

export const trusting = (Service: string) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});

/** A function that answers for custom resources, and what it is asked in its log. */
export function maker(code: string): Record<string, object> {
  const ManagedPolicyArns = ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'];
  return {
    MakerRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'), ManagedPolicyArns } },
    Maker: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'maker',
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': 'MakerRole.Arn' },
        Code: {
          ZipFile: `const { send } = require('cfn-response');
exports.handler = async (event, context) => {
  const { RequestType, PhysicalResourceId, ResourceProperties, OldResourceProperties } = event;
  console.log(JSON.stringify({ RequestType, PhysicalResourceId, Size: ResourceProperties.Size, before: OldResourceProperties?.Size }));
  ${code}
};`,
        },
      },
    },
  };
}

/** What the function was asked. */
export function asked({ home }: Emulator): object[] {
  const lines = [...(home.logs.groups.get('/aws/lambda/maker')?.streams.values() ?? [])].flatMap((stream) =>
    stream.events.map(({ message }) => /\{"RequestType".*\}/.exec(message)?.[0]),
  );
  return lines.filter((line) => line !== undefined).map((line) => JSON.parse(line) as object);
}

export const queue = (QueueName: unknown, more: object = {}, attributes: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName, ...more },
  ...attributes,
});

/** What no service makes. */
export const failing = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'no name' } };

/** A resource's policy. */
export const letsEventsIn = (Action: string) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action, Resource: '*' }],
});

/** The attribute of a resource. */
export const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

export const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;

const Capabilities = ['CAPABILITY_NAMED_IAM'];

/** A stack of resources, and what puts others in their place. */
export async function standing(Resources: object, more: object = {}) {
  const aws = await localAws();
  const ask = cloudFormation(aws);
  await ask('CreateStack', { StackName: 'post', TemplateBody: body(Resources, more), Capabilities });
  const update = async (changed: object, others: object = {}, input: object = {}) => {
    await ask('UpdateStack', {
      StackName: 'post',
      TemplateBody: body(changed, others),
      Capabilities,
      ClientRequestToken: 'update',
      ...input,
    });
    const { StackEvents } = await ask('DescribeStackEvents', { StackName: 'post' });
    return StackEvents.filter((event: any) => event.ClientRequestToken === 'update')
      .map((event: any) => [event.LogicalResourceId, event.ResourceStatus, event.ResourceStatusReason])
      .toReversed();
  };
  const status = async () => (await ask('DescribeStacks', { StackName: 'post' })).Stacks[0].StackStatus;
  const { StackEvents } = await ask('DescribeStackEvents', { StackName: 'post' });
  expect(await status(), JSON.stringify(StackEvents.find((event: any) => event.ResourceStatus === 'CREATE_FAILED'))).toBe(
    'CREATE_COMPLETE',
  );
  return { aws, ask, update, status, home: aws.home };
}
