import { describe, expect, it } from 'vitest';
import { ecsAws, finished, image, printed, runTask, subnet } from './tasks.ts';

const vpc = (endpoints: string[]) => ({
  account: {
    vpcs: [
      {
        id: 'vpc-0a1b2c3d',
        nat: false,
        endpoints,
        subnets: [{ id: 'subnet-0a1b2c3d', availabilityZone: 'us-east-1a' }],
        securityGroups: [{ id: 'sg-0a1b2c3d4e5f60718', egress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' }] }],
      },
    ],
  },
});

describe('a task that cannot start', () => {
  it.each([
    ['to anything', [], /^ResourceInitializationError: unable to pull secrets or registry auth: .*Amazon ECR/],
    ['to the registry', ['ecr.api'], /^CannotPullContainerError: .*i\/o timeout/],
    ['to the layers', ['ecr.api', 'ecr.dkr', 'logs'], /^CannotPullContainerError: .*starport-layer-bucket.*i\/o timeout/],
    ['to the logs', ['ecr.api', 'ecr.dkr', 's3'], /^ResourceInitializationError: failed to validate logger args: .*Amazon CloudWatch/],
  ])('for want of a way %s is stopped', async (_, endpoints, reason) => {
    const emulator = await ecsAws(`console.log('ran');`, {}, vpc(endpoints));
    const task = await finished(emulator);
    expect(task).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason: expect.stringMatching(reason) });
    expect(task.containers[0]!.exitCode).toBeUndefined();
    expect(printed(emulator)).toEqual([]);
  });

  it('runs where every endpoint is there', async () => {
    const emulator = await ecsAws('', {}, vpc(['ecr.api', 'ecr.dkr', 's3', 'logs']));
    expect((await finished(emulator)).containers[0]!.exitCode).toBe(0);
  });

  it('runs in the default group of its VPC, which lets everything out, where it names none', async () => {
    const emulator = await ecsAws('');
    const { ec2, ecs } = emulator.home;
    const { taskArn } = await runTask(emulator, { networkConfiguration: { awsvpcConfiguration: { subnets: [subnet] } } });
    const groups = [...ec2.networkInterfaces.values()].flatMap(({ groupIds }) => groupIds.map((id) => ec2.securityGroup(id)?.groupName));
    expect(groups).toEqual(['default']);
    expect((await ecs.waitForTask(taskArn)).containers[0]!.exitCode).toBe(0);
  });

  it.each([
    ['secretsmanager', 'secretsmanager.GetRandomPassword'],
    ['cloudhsmv2', 'BaldrApiService.DescribeClusters'],
  ])('finds nobody at %s where its network has no way there', async (endpoint, target) => {
    const script = `import { request } from 'node:http';
      const headers = { 'x-amz-target': '${target}', 'content-type': 'application/x-amz-json-1.1',
        authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260105/us-east-1/any/aws4_request' };
      const sent = request(process.env.AWS_ENDPOINT_URL, { method: 'POST', headers }, (answer) => {
        console.log(answer.statusCode);
        answer.destroy();
      });
      sent.on('error', ({ code }) => console.log(code)).end('{}');`;
    const served = await ecsAws(script, {}, vpc(['ecr.api', 'ecr.dkr', 's3', 'logs', endpoint]));
    await finished(served);
    expect(printed(served)).toEqual(['200']);
    const cut = await ecsAws(script, {}, vpc(['ecr.api', 'ecr.dkr', 's3', 'logs']));
    await finished(cut);
    expect(printed(cut)).toEqual(['ECONNRESET']);
  });

  it('is refused with a group of another VPC', async () => {
    const other = { id: 'vpc-0b1b2c3d', subnets: [], securityGroups: [{ id: 'sg-0b1b2c3d4e5f60718' }] };
    const emulator = await ecsAws('', {}, { account: { vpcs: [...vpc([]).account.vpcs, other] } });
    const awsvpcConfiguration = { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d4e5f60718', 'sg-0b1b2c3d4e5f60718'] };
    await expect(runTask(emulator, { networkConfiguration: { awsvpcConfiguration } })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'Security group sg-0b1b2c3d4e5f60718 does not appear to belong to the same VPC as the input subnets.',
    });
  });

  it('for want of its image is stopped', async () => {
    const emulator = await ecsAws('');
    emulator.home.ecs.images.clear();
    expect(await finished(emulator)).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${image}: ${image}: not found`,
    });
  });

  it('for want of its log group is stopped', async () => {
    const emulator = await ecsAws('');
    emulator.home.logs.groups.clear();
    expect((await finished(emulator)).stoppedReason).toMatch(
      /ResourceNotFoundException: The specified log group does not exist\. : exit status 1$/,
    );
  });

  it('for want of its program is stopped', async () => {
    const emulator = await ecsAws('');
    emulator.home.ecs.images.set(image, { entrypoint: ['/nowhere/program'] });
    expect(await finished(emulator)).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringMatching(/^CannotStartContainerError: .*ENOENT/),
    });
  });

  it.each([
    ['a NUL', { containerOverrides: [{ name: 'users', environment: [{ name: 'A', value: 'x\0y' }] }] }, { name: 'B', value: '' }],
    ['more than a process takes', {}, { name: 'A', value: 'x'.repeat(140_000) }],
  ])('since a variable has %s is stopped, and keeps no time from passing', async (_, overrides, environment) => {
    const emulator = await ecsAws('');
    emulator.home.ecs.taskDefinitions[0]!.containerDefinitions[0]!.environment = [environment];
    expect(await finished(emulator, { overrides })).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringMatching(/^CannotStartContainerError: failed to create container: exec: /),
    });
    await emulator.home.clock.idle();
  });
});
