import { beforeEach, describe, expect, it, vi } from 'vitest';
import { boto3 } from '../../foreign-tools/python.ts';
import { needs } from '../../foreign-tools/tool.ts';
import { invoke, lambdaAws, logged } from './functions.ts';
import { createPython } from './python-functions.ts';

beforeEach((context) => {
  needs(context, boto3);
  vi.stubEnv('PYTHON', boto3.python);
});

describe('boto3 in a function', () => {
  it('has the role of its function, in each invocation and after each sleep, by a client that stays', async () => {
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
