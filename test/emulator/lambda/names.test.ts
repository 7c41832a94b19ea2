import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { createFunction, invoke, lambdaAws, person } from './functions.ts';

it.each(['../../x', '/etc/x', 'a/b', '', 'a'.repeat(65), 'a\n'])('A function is not called %j, which no path is made of', async (name) => {
  const aws = await lambdaAws();
  // other tests make folders there, too
  const there = () => readdirSync(dirname(dirname(aws.bin))).filter((file) => ['a', 'b', 'x'].includes(file.trim()));
  const before = there();
  expect(() => createFunction(aws, name, 'export const handler = () => 1;')).toThrow(`Value '${name}' at 'functionName'`);
  expect(there()).toEqual(before);
});

it('A deployment with such a function says so', async () => {
  const aws = await localAws();
  const template = {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: '../../x',
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { ZipFile: 'exports.handler = async () => 1;' },
        },
      },
    },
  };
  await expect(aws.deploy({ template, stackName: 'stack', artifacts: join(aws.bin, '..') } as never)).rejects.toThrow(/functionName/);
});

describe('a reference to a function', () => {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function';
  const missing = (name: string) => ({ code: 'ResourceNotFoundException', status: 404, message: `Function not found: ${arn}:${name}` });
  const wrong = (value: string) => ({
    code: 'ValidationException',
    message: `1 validation error detected: Value '${value}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
  });
  const mismatch = {
    code: 'InvalidParameterValueException',
    message: 'The derived qualifier from the function name does not match the specified qualifier.',
    fields: { Type: 'User' },
  };
  const unreachable = {
    code: 'ResourceNotFoundException',
    message: "Functions from 'us-west-2' are not reachable in this region ('us-east-1')",
  };

  // localstack's snapshots of test_function_name_and_qualifier_validation, test_ops_with_arn_qualifier_mismatch and test_get_function_wrong_region
  it.each([
    ['my-function!', undefined, wrong('my-function!')],
    ['invalid-account:function:my-function', undefined, wrong('invalid-account:function:my-function')],
    [`${arn}:my-function:1:2`, undefined, wrong(`${arn}:my-function:1:2`)],
    [arn, undefined, missing('function')],
    [`${arn}:my-function:$LATEST`, '1', mismatch],
    ['my-function:1', '$LATEST', mismatch],
    [`${arn}:my-function`, '$latest', missing('my-function:$latest')],
    [`${arn}:my-function:$LATEST`, '$LATEST', missing('my-function:$LATEST')],
    [`${arn.replace('us-east-1', 'us-west-2')}:my-function`, undefined, unreachable],
  ])('is %j with %j', async (FunctionName, Qualifier, refusal) => {
    const aws = await lambdaAws();
    for (const operation of ['GetFunction', 'GetFunctionConfiguration', 'Invoke'])
      await expect(aws.home.call('lambda', operation, { FunctionName, Qualifier }, person)).rejects.toMatchObject(
        operation === 'Invoke' && FunctionName === arn ? missing('function:$LATEST') : refusal,
      );
  });

  it('takes a region before its account, and a qualifier twice', async () => {
    const aws = await lambdaAws();
    createFunction(aws, 'f', 'export const handler = async () => 1;');
    for (const reference of ['us-east-1:123456789012:function:f', '123456789012:f', `${arn}:f:$LATEST`])
      expect((await invoke(aws, reference, {}, { Qualifier: '$LATEST' })).payload).toBe(1);
  });
});
