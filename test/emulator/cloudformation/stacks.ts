import type { Emulator } from '../../../emulator/emulator.ts';
import { ServiceError } from '../../local-aws.ts';
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
