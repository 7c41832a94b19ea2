import { describe, expect, it } from 'vitest';
import { boto3 } from '../../foreign-tools/python.ts';
import { createFunction, invoke, lambdaAws, logged, zip } from './functions.ts';
import { createPython, python, runBy } from './python-functions.ts';

it('an older botocore, which does not read AWS_ENDPOINT_URL, asks the local AWS, too', async (context) => {
  runBy(context, python);
  const emulator = await lambdaAws();
  const session = (version: string) => ({
    'botocore/__init__.py': `__version__ = "${version}"`,
    'botocore/session.py': `
class Session:
    def create_client(self, service_name, region_name=None, api_version=None, use_ssl=True, verify=None, endpoint_url=None, config=None):
        return [endpoint_url, config]`,
    'index.py': `
from botocore.session import Session
def handler(event, context):
    return [Session().create_client("kms", config=1), Session().create_client("kms", endpoint_url="mine")]`,
  });
  for (const [version, url] of [
    ['1.29.27', emulator.url],
    ['1.31.0', null],
    ['1.43.11', null],
  ] as const) {
    const name = version.replaceAll('.', '-');
    createFunction(emulator, name, '', { code: zip(session(version)), runtime: 'python3.9' });
    expect((await invoke(emulator, name)).payload).toEqual([
      [url, 1],
      ['mine', null],
    ]);
  }
});

it('a function that imports boto3 where there is none is told how to have it', async (context) => {
  runBy(context, python);
  const emulator = await lambdaAws();
  createPython(emulator, 'asks', 'import sys\nsys.modules["boto3"] = None\nimport boto3');
  const message =
    /^Unable to import module 'index': .*boto3.* \(Lambda brings it along, and \/.*, which runs functions here, does not have it: python3 -m venv lambda-python/;
  expect((await invoke(emulator, 'asks')).payload).toMatchObject({
    errorType: 'Runtime.ImportModuleError',
    errorMessage: expect.stringMatching(message),
  });
});

describe('boto3 in a function', () => {
  it('has the role of its function, in each invocation and after each sleep, by a client that stays', async (context) => {
    runBy(context, boto3);
    const emulator = await lambdaAws();
    const { home } = emulator;
    const may = { Effect: 'Allow', Action: ['kms:ListKeys', 'lambda:InvokeFunction', 'logs:*'], Resource: '*' };
    const roleArn = home.iam.putRole({
      roleName: 'asks',
      assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      policies: [{ policyName: 'calls', policyDocument: { Statement: [may] } }],
    });
    const source = `
import time

import boto3

kms = boto3.client("kms")
functions = boto3.client("lambda")

def handler(event, context):
    for seconds in event["sleeps"]:
        kms.list_keys()
        time.sleep(seconds)
    kms.list_keys()
    if event["sleeps"]:
        answer = functions.invoke(FunctionName="asks", Payload=b'{"sleeps": []}')
        return answer["Payload"].read().decode()
    try:
        kms.create_key()
    except kms.exceptions.ClientError as error:
        return str(error)
`;
    createPython(emulator, 'asks', source, { timeoutSeconds: 900, roleArn });
    const denied = expect.stringContaining('assumed-role/asks/asks is not authorized to perform: kms:CreateKey');
    expect((await invoke(emulator, 'asks', { sleeps: [] })).payload).toEqual(denied);
    const start = home.clock.now();
    // another environment runs what this one asks for
    expect((await invoke(emulator, 'asks', { sleeps: [5, 400, 360] })).payload).toEqual(denied);
    expect((home.clock.now() - start) / 1000).toBeLessThan(770);
    await home.clock.advance(300);
    expect((await invoke(emulator, 'asks', { sleeps: [] })).payload).toEqual(denied);
    expect(logged(emulator, 'asks').filter((line) => line.includes('Init Duration')).length).toBeLessThanOrEqual(2);
  });
});
