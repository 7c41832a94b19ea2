import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../../e2e/command.ts';
import { boto3 } from '../../foreign-tools/python.ts';
import { needs } from '../../foreign-tools/tool.ts';
import { localAws } from '../../local-aws.ts';

test('boto3 waits for stacks and change sets as it does on AWS', async (context) => {
  needs(context, boto3);
  const { url } = await localAws();
  const { exitCode, stdout, stderr } = await run(boto3.python, [fileURLToPath(new URL('./stacks.py', import.meta.url)), url]);
  expect(exitCode, stderr).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    { RoleArn: 'arn:aws:iam::123456789012:role/first' },
    'True',
    { RoleArn: 'arn:aws:iam::123456789012:role/second' },
    [
      ...['CREATE_COMPLETE', 'CREATE_IN_PROGRESS', 'DELETE_COMPLETE', 'DELETE_IN_PROGRESS'],
      ...['UPDATE_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_IN_PROGRESS'],
    ],
  ]);
});
