import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { request } from '../../local-aws.ts';
import { ecsAws, finished, image, printed } from './tasks.ts';

const create = async (emulator: Emulator, SecretString: string) =>
  (await request(emulator, 'secretsmanager', 'CreateSecret', { Name: 'admin', SecretString, ClientRequestToken: 'a'.repeat(32) }))
    .ARN as string;

async function runWith(emulator: Emulator, valueFrom: string) {
  emulator.home.ecs.registerTaskDefinition({
    family: 'with-secret',
    cpu: 256,
    memory: 512,
    networkMode: 'awsvpc',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containers: [
      {
        name: 'users',
        image,
        secrets: [{ name: 'PASSWORD', valueFrom }],
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/hsm-users', 'awslogs-stream-prefix': 'run' } },
      },
    ],
  });
  return finished(emulator, { taskDefinition: 'with-secret' });
}

describe("a container's secrets", () => {
  it('are read from Secrets Manager, whole or by JSON key', async () => {
    const emulator = await ecsAws('console.log(process.env.PASSWORD);');
    const arn = await create(emulator, '{"password":"hunter2"}');
    await runWith(emulator, arn);
    await runWith(emulator, `${arn}:password::`);
    expect(printed(emulator)).toEqual(['{"password":"hunter2"}', 'hunter2']);
  });

  it('need an execution role', async () => {
    const { ecs } = (await ecsAws('')).home;
    const containers = [{ name: 'users', image: 'users:1', secrets: [{ name: 'PASSWORD', valueFrom: 'admin' }] }];
    const register = () => ecs.registerTaskDefinition({ family: 'no-role', cpu: 256, memory: 512, networkMode: 'awsvpc', containers });
    expect(register).toThrow("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
  });

  it('that cannot be read keep the task from starting', async () => {
    const emulator = await ecsAws('');
    const failed = /^ResourceInitializationError: unable to pull secrets or registry auth: .*unable to retrieve secret from asm: /;
    const missing = await runWith(emulator, 'arn:aws:secretsmanager:us-east-1:123456789012:secret:other-AbCdEf');
    expect(missing).toMatchObject({ stopCode: 'TaskFailedToStart', stoppedReason: expect.stringMatching(failed) });
    expect(missing.stoppedReason).toContain('ResourceNotFoundException');
  });

  it.each([
    ['user', '{"password":"hunter2"}'],
    ['toString', '{"password":"hunter2"}'],
    ['user', 'null'],
    ['user', 'hunter2'],
  ])('that have no JSON key %s, as %s has none, keep it from starting', async (key, value) => {
    const emulator = await ecsAws('');
    const { stoppedReason } = await runWith(emulator, `${await create(emulator, value)}:${key}::`);
    expect(stoppedReason).toMatch(new RegExp(`did not contain json key ${key}$`));
  });
});

describe('a task whose request waits for virtual time', () => {
  it('lets time pass meanwhile', async () => {
    const { createFunction } = await import('../lambda/functions.ts');
    const emulator = await ecsAws(`await fetch(process.env.AWS_ENDPOINT_URL + '/2015-03-31/functions/slow/invocations', {
      method: 'POST', body: '{}', headers: { authorization: 'Credential=' + process.env.AWS_ACCESS_KEY_ID + '/' } });`);
    const { home } = emulator;
    home.account.durations = { invoke: [180, 180] };
    createFunction(emulator, 'slow', 'export const handler = async () => 1;', { timeoutSeconds: 600 });
    const { startedAt, executionStoppedAt } = await finished(emulator);
    await home.lambda.close();
    expect((executionStoppedAt!.getTime() - startedAt!.getTime()) / 1000).toBeCloseTo(180, 0);
  });
});
