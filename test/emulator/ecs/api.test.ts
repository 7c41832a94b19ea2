import { describe, expect, it } from 'vitest';
import { request } from '../../local-aws.ts';
import { call, ecsAws, finished, runTask } from './tasks.ts';

const network = { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d'] } };

describe('RunTask', () => {
  it.each([
    ['an unknown cluster', { cluster: 'other' }, 'ClusterNotFoundException', 'Cluster not found.'],
    ['an unknown task definition', { taskDefinition: 'other' }, 'ClientException', 'TaskDefinition not found.'],
    ['no network', { networkConfiguration: undefined }, 'InvalidParameterException', 'Network Configuration must be provided'],
    ['an unknown container', { overrides: { containerOverrides: [{ name: 'x' }] } }, 'InvalidParameterException', 'container named x'],
    [
      'an unknown subnet',
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-x'] } } },
      'InvalidParameterException',
      'InvalidSubnetID.NotFound',
    ],
    [
      'overrides of more than 8,192 characters',
      { overrides: { containerOverrides: [{ name: 'users', environment: [{ name: 'A', value: 'a'.repeat(8120) }] }] } },
      'InvalidParameterException',
      'Container Overrides length must be at most 8192',
    ],
    ['a capacity provider', { capacityProviderStrategy: [] }, 'InvalidParameterException', 'capacityProviderStrategy is not emulated'],
    [
      'files of variables',
      { overrides: { containerOverrides: [{ name: 'users', environmentFiles: [] }] } },
      'InvalidParameterException',
      'environmentFiles',
    ],
    [
      'more storage',
      { overrides: { ephemeralStorage: { sizeInGiB: 50 } } },
      'InvalidParameterException',
      'ephemeralStorage is not emulated',
    ],
    ['another launch type', { launchType: 'EC2' }, 'InvalidParameterException', 'EC2 is not emulated'],
  ])('refuses %s', async (_, input, code, message) => {
    const emulator = await ecsAws('');
    await expect(call(emulator, 'RunTask', { taskDefinition: 'hsm-users', networkConfiguration: network, ...input })).rejects.toMatchObject(
      {
        code,
        message: expect.stringContaining(message),
      },
    );
    expect(emulator.home.ec2.networkInterfaces.size).toBe(0);
  });

  it('starts none of several tasks where one of them finds no address', async () => {
    const vpcs = [{ id: 'vpc-0a1b2c3d', subnets: [{ id: 'subnet-0a1b2c3d', availabilityZone: 'us-east-1a', freeAddresses: 1 }] }];
    const emulator = await ecsAws('', {}, { account: { vpcs } });
    const { ec2, ecs } = emulator.home;
    const two = { taskDefinition: 'hsm-users', networkConfiguration: network, count: 2 };
    await expect(call(emulator, 'RunTask', two)).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect([ecs.tasks.size, ec2.networkInterfaces.size, ec2.subnet('subnet-0a1b2c3d')!.freeAddresses]).toEqual([0, 0, 1]);
  });

  it('takes overrides of 8,192 characters', async () => {
    const emulator = await ecsAws('');
    const overrides = (value: string) => ({ containerOverrides: [{ name: 'users', environment: [{ name: 'A', value }] }] });
    const room = 8192 - JSON.stringify(overrides('')).length;
    expect(await finished(emulator, { overrides: overrides('a'.repeat(room)) })).toMatchObject({ containers: [{ exitCode: 0 }] });
  });

  it('starts nothing again for a client token that it knows', async () => {
    const emulator = await ecsAws('');
    const first = await runTask(emulator, { clientToken: 'once' });
    const second = await runTask(emulator, { clientToken: 'once' });
    expect(second.taskArn).toBe(first.taskArn);
    expect(emulator.home.ecs.tasks.size).toBe(1);
  });
});

describe('tasks, clusters and task definitions', () => {
  it('are listed and described', async () => {
    const emulator = await ecsAws('');
    const { clock } = emulator.home;
    const stopped = await finished(emulator, { tags: [{ key: 'a', value: 'b' }] });
    const hold = clock.hold();
    const running = await runTask(emulator, { startedBy: 'someone' });
    const list = async (input: object) => (await call(emulator, 'ListTasks', input)).taskArns;
    expect(await list({})).toEqual([running.taskArn]);
    expect(await list({ startedBy: 'nobody' })).toEqual([]);
    expect(await list({ desiredStatus: 'STOPPED', family: 'hsm-users' })).toEqual([stopped.taskArn]);
    const id = stopped.taskArn.split('/').at(-1)!;
    const described = await call(emulator, 'DescribeTasks', { tasks: [id, 'missing'], include: ['TAGS'] });
    expect(described.tasks).toMatchObject([
      { taskArn: stopped.taskArn, tags: [{ key: 'a', value: 'b' }], stoppedAt: stopped.stoppedAt!.getTime() / 1000 },
    ]);
    expect(described.failures).toEqual([{ arn: 'arn:aws:ecs:us-east-1:123456789012:task/tasks/missing', reason: 'MISSING' }]);
    const clusters = await request(emulator, 'ecs', 'DescribeClusters', { clusters: ['tasks', 'other'] });
    expect(clusters.clusters).toMatchObject([{ clusterName: 'tasks', status: 'ACTIVE', pendingTasksCount: 1, runningTasksCount: 0 }]);
    expect(clusters.failures).toMatchObject([{ reason: 'MISSING' }]);
    expect((await request(emulator, 'ecs', 'ListClusters')).clusterArns).toEqual(['arn:aws:ecs:us-east-1:123456789012:cluster/tasks']);
    const { taskDefinition } = await request(emulator, 'ecs', 'DescribeTaskDefinition', { taskDefinition: 'hsm-users' });
    expect(taskDefinition).toMatchObject({
      revision: 1,
      containerDefinitions: [{ name: 'users', environment: [{ name: 'MODE', value: 'check' }] }],
    });
    hold.release();
    await emulator.home.ecs.waitForTask(running.taskArn);
  });

  it('cannot be registered for Fargate without what it needs', async () => {
    const emulator = await ecsAws('');
    const { ecs } = emulator.home;
    const definition = {
      family: 'f',
      cpu: 256,
      memory: 512,
      networkMode: 'awsvpc',
      containers: [{ name: 'c', image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/i:1' }],
    };
    expect(() => ecs.registerTaskDefinition(definition)).toThrow(/execution role ARN to support ECR images/);
    expect(() => ecs.registerTaskDefinition({ ...definition, networkMode: 'bridge' })).toThrow(/network mode/);
  });
});

describe('task definitions', () => {
  it('are listed by family and revision, as long as they are active', async () => {
    const emulator = await ecsAws('');
    const { ecs } = emulator.home;
    const register = (family: string) =>
      ecs.registerTaskDefinition({
        ...{ family, cpu: 256, memory: 512, networkMode: 'awsvpc' },
        containers: [{ name: 'one', image: 'one:1' }],
      });
    const [one, two, other] = [register('jobs'), register('jobs'), register('gone')];
    ecs.deregisterTaskDefinition(other);
    const listed = async (input = {}) => (await call(emulator, 'ListTaskDefinitions', input)).taskDefinitionArns;
    expect(await listed({ familyPrefix: 'jobs' })).toEqual([one, two]);
    expect(await listed({ familyPrefix: 'jobs', sort: 'DESC', maxResults: 1 })).toEqual([two]);
    expect(await listed({ status: 'INACTIVE' })).toEqual([other]);
    const families = async (input = {}) => (await call(emulator, 'ListTaskDefinitionFamilies', input)).families;
    expect(await families()).toEqual(['gone', 'hsm-users', 'jobs']);
    expect(await families({ status: 'ACTIVE', familyPrefix: 'j' })).toEqual(['jobs']);
    expect(await families({ status: 'INACTIVE' })).toEqual(['gone']);
  });
});
