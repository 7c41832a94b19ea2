import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { createFunction, invoke, lambdaAws, logged } from './functions.ts';

function role(emulator: Emulator, roleName: string, ...actions: string[]): string {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const allowed = { Effect: 'Allow', Action: actions, Resource: '*' };
  return emulator.home.iam.putRole({
    roleName,
    assumeRolePolicy: { Version: '2012-10-17', Statement: [trust] },
    policies: [{ policyName: 'allowed', policyDocument: { Version: '2012-10-17', Statement: [allowed] } }],
  });
}

const calls = `export const handler = async ({ name }) => {
  const response = await fetch(process.env.AWS_ENDPOINT_URL + '/2015-03-31/functions/' + name + '/invocations', {
    method: 'POST', body: '{}', headers: { authorization: 'Credential=' + process.env.AWS_ACCESS_KEY_ID + '/' } });
  return { status: response.status, body: await response.json() };
};`;

describe("a function's role", () => {
  it('allows what its policies allow, with a denial in AWS words otherwise', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'one', 'export const handler = async () => 1;');
    createFunction(emulator, 'allowed', calls, { roleArn: role(emulator, 'may', 'lambda:InvokeFunction') });
    createFunction(emulator, 'refused', calls, { roleArn: role(emulator, 'may-not', 'logs:*') });
    expect((await invoke(emulator, 'allowed', { name: 'one' })).payload).toEqual({ status: 200, body: 1 });
    const { payload } = await invoke(emulator, 'refused', { name: 'one' });
    expect(payload.body.Message).toMatch(
      /^User: arn:aws:sts::123456789012:assumed-role\/may-not\/refused is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:123456789012:function:one/,
    );
  });

  it('that may not log leaves nothing in the log group', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'silent', 'export const handler = async () => console.log(1);', {
      roleArn: role(emulator, 'mute', 'kms:Encrypt'),
    });
    createFunction(emulator, 'heard', 'export const handler = async () => console.log(1);', { roleArn: role(emulator, 'vocal', 'logs:*') });
    await invoke(emulator, 'silent');
    await invoke(emulator, 'heard');
    expect(logged(emulator, 'silent')).toEqual([]);
    expect(logged(emulator, 'heard')).toHaveLength(4);
  });
});
