import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { connection } from '../../local-aws.ts';
import { invoke, lambdaAws, zip } from './functions.ts';

const FunctionName = 'f';
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const code = `exports.handler = async (event, { functionVersion, invokedFunctionArn, logStreamName }) => [
  functionVersion, invokedFunctionArn, process.env.AWS_LAMBDA_FUNCTION_VERSION, /\\[(.*)\\]/.exec(logStreamName)[1]];`;

/** A stack with a function and its version. */
async function withVersion() {
  const aws = await lambdaAws();
  const Role = 'arn:aws:iam::123456789012:role/f';
  const template = {
    Resources: {
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: { FunctionName, Role, Handler: 'index.handler', Runtime: 'nodejs22.x', Code: { ZipFile: code } },
      },
      Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Function' } } },
    },
  };
  await aws.deploy({ template, artifacts: '/nowhere', stackName: 'sample' });
  return { aws, lambda: new LambdaClient(connection(aws)) };
}

it('runs under its own number and ARN, as the function was when it was published', async () => {
  const { aws, lambda } = await withVersion();
  await lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zip({ 'index.mjs': 'export const handler = async () => 2;' }) }),
  );
  expect((await invoke(aws, FunctionName)).payload).toBe(2);
  const { payload, log } = await invoke(aws, `${arn}:1`);
  expect(payload).toEqual(['1', `${arn}:1`, '1', '1']);
  expect(log).toMatch(/^START RequestId: \S+ Version: 1\n/);
  expect(await lambda.send(new InvokeCommand({ FunctionName, Qualifier: '1' }))).toMatchObject({ ExecutedVersion: '1' });
  await expect(invoke(aws, `${arn}:2`)).rejects.toThrow(`Function not found: ${arn}:2`);
});

it('is told and listed beside $LATEST, until it is deleted', async () => {
  const { aws, lambda } = await withVersion();
  const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier: '1' }));
  expect(configuration).toMatchObject({ Version: '1', FunctionArn: `${arn}:1` });
  const listed = async () => {
    const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    const { Functions } = await lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }));
    expect(Functions).toEqual(Versions);
    return Versions!.map(({ FunctionArn, Version }) => [FunctionArn, Version]);
  };
  const latest = [`${arn}:$LATEST`, '$LATEST'];
  expect(await listed()).toEqual([latest, [`${arn}:1`, '1']]);
  await lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' }));
  expect(await listed()).toEqual([latest]);
  await expect(invoke(aws, `${arn}:1`)).rejects.toThrow(`Function not found: ${arn}:1`);
  expect((await invoke(aws, FunctionName)).payload).toContain('$LATEST');
});

it('is a resource of its own for IAM', async () => {
  const { aws } = await withVersion();
  const roleArn = aws.home.iam.putRole({
    roleName: 'caller',
    assumeRolePolicy: { Statement: { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' } },
    policies: [
      { policyName: 'p', policyDocument: { Statement: { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: `${arn}:1` } } },
    ],
  });
  const lambda = new LambdaClient(connection(aws, aws.home.kernel.sessions.begin({ roleArn, sessionName: 's' }, 3600).credentials));
  await expect(lambda.send(new InvokeCommand({ FunctionName: `${arn}:1` }))).resolves.toMatchObject({ StatusCode: 200 });
  await expect(lambda.send(new InvokeCommand({ FunctionName }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

it('needs a permission of its own for a service that invokes it by itself', async () => {
  const { aws } = await withVersion();
  const denial = aws.home.iam.resourcePolicies.denial(
    'sns.amazonaws.com',
    'lambda:InvokeFunction',
    `${arn}:1`,
    'arn:aws:sns:us-east-1:1:t',
  );
  expect(denial).toMatch(/is not authorized to perform: lambda:InvokeFunction/);
});
