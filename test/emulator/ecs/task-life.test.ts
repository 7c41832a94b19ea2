import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, ecsAws, finished, printed, runTask, subnet } from './tasks.ts';

describe('a task', () => {
  it('starts, runs its container and stops, in virtual time that is recorded as work of AWS', async () => {
    const emulator = await ecsAws(`console.log('done');`);
    const { home } = emulator;
    const start = home.clock.now();
    const shown = await runTask(emulator, { startedBy: 'execution', tags: [{ key: 'a', value: 'b' }] });
    expect(shown).toMatchObject({
      taskArn: expect.stringMatching(/^arn:aws:ecs:us-east-1:123456789012:task\/tasks\/[0-9a-f]{32}$/),
      taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/hsm-users:1',
      lastStatus: 'PROVISIONING',
      desiredStatus: 'RUNNING',
      launchType: 'FARGATE',
      availabilityZone: 'us-east-1a',
      attachments: [{ details: expect.arrayContaining([{ name: 'subnetId', value: subnet }]) }],
      containers: [{ name: 'users', lastStatus: 'PENDING' }],
    });
    const task = await home.ecs.waitForTask(shown.taskArn);
    expect(task).toMatchObject({
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ name: 'users', lastStatus: 'STOPPED', exitCode: 0 }],
      startedBy: 'execution',
    });
    const id = task.taskArn.split('/').at(-1)!;
    const [starting, stopping] = [home.duration('startTask', id), home.duration('stopTask', id)];
    expect((task.startedAt!.getTime() - start) / 1000).toBeCloseTo(starting, 2);
    expect((home.clock.now() - start) / 1000).toBeCloseTo(starting + stopping, 2);
    expect(home.work.seconds(start, home.clock.now())).toBeCloseTo(starting + stopping, 2);
    expect(home.ec2.networkInterfaces.size).toBe(0);
  });

  it('passes through the states of Fargate', async () => {
    const emulator = await ecsAws('');
    const { taskArn } = await runTask(emulator);
    const { shown } = emulator.home.ecs.tasks.get(taskArn)!;
    const seen: string[] = [];
    let status = shown.lastStatus;
    Object.defineProperty(shown, 'lastStatus', {
      enumerable: true,
      get: () => status,
      set: (next) => {
        status = next;
        seen.push(next);
      },
    });
    await emulator.home.ecs.waitForTask(taskArn);
    expect(seen).toEqual(['PENDING', 'RUNNING', 'DEPROVISIONING', 'STOPPED']);
  });

  it("shows its container's exit code", async () => {
    const emulator = await ecsAws('process.exit(20);');
    const task = await finished(emulator);
    expect(task).toMatchObject({ stopCode: 'EssentialContainerExited', containers: [{ exitCode: 20 }] });
  });

  it('is over at once where its container is killed at a call of it', async () => {
    const emulator = await ecsAws(`await fetch(process.env.AWS_ENDPOINT_URL, {
      method: 'POST',
      headers: {
        'x-amz-target': 'secretsmanager.ListSecrets',
        'content-type': 'application/x-amz-json-1.1',
        authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/secretsmanager/aws4_request, S',
      },
      body: '{}',
    });
    console.log('went on');`);
    emulator.home.faults.inject({ operation: 'secretsmanager:ListSecrets', when: 'after', kills: true });
    expect(await finished(emulator)).toMatchObject({ stopCode: 'EssentialContainerExited', containers: [{ exitCode: 137 }] });
    expect((await finished(emulator)).containers).toMatchObject([{ exitCode: 0 }]);
  });

  it('gives the container what a Fargate task has, and nothing of this machine', async () => {
    const emulator = await ecsAws('console.log(JSON.stringify({ environment: process.env, parameters: process.argv.slice(2) }));');
    process.env.OF_THE_HOST = '1';
    const overrides = { containerOverrides: [{ name: 'users', command: ['--once'], environment: [{ name: 'MODE', value: 'create' }] }] };
    const task = await finished(emulator, { overrides });
    delete process.env.OF_THE_HOST;
    const { environment, parameters } = JSON.parse(printed(emulator)[0]!);
    expect(parameters).toEqual(['--once']);
    expect(Object.keys(environment).toSorted()).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_DEFAULT_REGION',
      'AWS_ENDPOINT_URL',
      'AWS_EXECUTION_ENV',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'HOME',
      'MODE',
      'PATH',
      'TMPDIR',
    ]);
    expect(environment).toMatchObject({ MODE: 'create', AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: emulator.url });
    const own = join(emulator.home.folder, 'tasks', task.taskArn.split('/').at(-1)!);
    expect(environment.PATH.split(':')[0]).toBe(join(own, 'cloudhsm/bin'));
    expect(emulator.home.activities.expired(environment.AWS_ACCESS_KEY_ID)).toBe(true);
  });

  it('has a folder for temporary files, and leaves none behind', async () => {
    const script = `import { existsSync, mkdtempSync } from 'node:fs'; import { tmpdir } from 'node:os'; import { join } from 'node:path';
      const made = mkdtempSync(join(tmpdir(), 'own-')); console.log(JSON.stringify({ made, exists: existsSync(made) }));`;
    const emulator = await ecsAws(script);
    const { taskArn } = await finished(emulator);
    const { made, exists } = JSON.parse(printed(emulator)[0]!);
    expect(made).toContain(join(emulator.home.folder, 'tasks', taskArn.split('/').at(-1)!));
    expect([exists, existsSync(made)]).toEqual([true, false]);
    expect(readdirSync(join(emulator.home.folder, 'tasks'))).toEqual([]);
  });

  it('logs stdout and stderr to prefix/container/task', async () => {
    const emulator = await ecsAws(`console.log('out'); console.error('err');`);
    const task = await finished(emulator);
    const streams = emulator.home.logs.groups.get('/ecs/hsm-users')!.streams;
    expect([...streams.keys()]).toEqual([`run/users/${task.taskArn.split('/').at(-1)}`]);
    expect(printed(emulator).toSorted()).toEqual(['err', 'out']);
  });

  it('holds the clock while its process runs', async () => {
    const emulator = await ecsAws('setTimeout(() => {}, 300);');
    const { clock } = emulator.home;
    const { startedAt, executionStoppedAt } = await finished(emulator);
    expect(executionStoppedAt).toEqual(startedAt);
    expect(clock.now()).toBeGreaterThan(startedAt!.getTime());
  });

  it('is killed where it hangs', async () => {
    const emulator = await ecsAws('for (;;);');
    emulator.home.ecs.watchdogSeconds = 0.5;
    expect((await finished(emulator)).containers[0]!.exitCode).toBe(137);
  });

  it.each([
    ['setTimeout(() => {}, 60_000);', 143],
    [`process.on('SIGTERM', () => {}); setTimeout(() => {}, 60_000);`, 137],
    [`process.on('SIGTERM', () => process.exit(7)); setTimeout(() => {}, 60_000);`, 7],
  ])('is stopped by StopTask: %s', async (script, exitCode) => {
    const emulator = await ecsAws(`${script} console.log('ready');`);
    const { logs, ecs } = emulator.home;
    const { taskArn } = await runTask(emulator);
    const append = logs.append.bind(logs);
    const ready = new Promise<void>((resolve) => {
      logs.append = (...line) => {
        append(...line);
        resolve();
      };
    });
    await ready;
    const { task } = await call(emulator, 'StopTask', { task: taskArn, reason: 'aborted' });
    expect(task).toMatchObject({ desiredStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'aborted' });
    expect(await ecs.waitForTask(taskArn)).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'aborted',
      containers: [{ exitCode }],
    });
  });

  it('that is stopped before it runs never runs', async () => {
    const emulator = await ecsAws(`console.log('ran');`);
    const hold = emulator.home.clock.hold();
    const { taskArn } = await runTask(emulator);
    await call(emulator, 'StopTask', { task: taskArn });
    hold.release();
    const task = await emulator.home.ecs.waitForTask(taskArn);
    expect(task).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' });
    expect(task.startedAt).toBeUndefined();
    expect(task.containers[0]!.exitCode).toBeUndefined();
    expect(printed(emulator)).toEqual([]);
  });
});
