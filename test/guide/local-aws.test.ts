import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from '../e2e/command.ts';
import { boto3, pytest } from '../foreign-tools/python.ts';
import { needs, tool } from '../foreign-tools/tool.ts';
import { localAws } from '../local-aws.ts';
import { awsCli } from './aws-cli.ts';

// The examples of how others use the local AWS, as docs/local-aws.md names them.

const examples = join(project, 'examples/local-aws');
const curl = tool('curl', 'curl', 'curl', '--version');

test('with curl and the AWS CLI, an answer is lost after its key was made', async (context) => {
  needs(context, curl, awsCli);
  const { exitCode, stdout, stderr } = await run(join(examples, 'faults.sh'), [], {
    variables: { AWS_ENDPOINT_URL: (await localAws()).url },
  });
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toBe('keys that are there all the same: 1\n');
  expect(stderr).toContain('the answer is lost');
});

test('with boto3, a day passes and a broken HSM is replaced', async (context) => {
  needs(context, boto3);
  const { exitCode, stdout, stderr } = await run(boto3.python, [join(examples, 'day.py')], {
    variables: { AWS_ENDPOINT_URL: (await localAws()).url },
  });
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toMatch(/^hsm-\w+ broke and was replaced by hsm-\w+; it is 2026-01-06T/);
});

test('with pytest, each test begins with an AWS of its own', async (context) => {
  needs(context, pytest);
  const { exitCode, stdout, stderr } = await run(pytest.python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', examples]);
  expect(exitCode, stdout + stderr).toBe(0);
  expect(stdout).toContain('2 passed');
});
