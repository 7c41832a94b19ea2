import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { createFunction, lambdaAws } from './functions.ts';

it.each(['../../x', '/etc/x', 'a/b', '', 'a'.repeat(65), 'a\n'])('A function is not called %j, which no path is made of', async (name) => {
  const aws = await lambdaAws();
  const there = () => readdirSync(dirname(dirname(aws.bin))).filter((file) => !file.startsWith('hsm-'));
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
