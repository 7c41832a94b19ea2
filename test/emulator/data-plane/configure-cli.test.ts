import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { active } from './configured-cluster.ts';
import { cli, program } from './programs.ts';

describe('configure-cli', () => {
  it('finds the ACTIVE HSMs of a cluster by its id', async () => {
    const { aws, cluster } = await active(2);
    expect(
      await program(aws, 'configure-cli', ['--cluster-id', cluster.clusterId, '--region', 'us-east-1', '--endpoint', aws.url]),
    ).toMatchObject({
      exitCode: 0,
      stdout: '',
    });
    expect(await cli(aws, 'user list')).toMatchObject({ error_code: 0 });
  });

  it('takes the addresses of HSMs as they are, and asks nobody', async () => {
    const aws = await localAws();
    expect(await program(aws, 'configure-cli', ['-a', '10.0.0.1', '10.0.0.2'])).toMatchObject({ exitCode: 0, stderr: '' });
    const { clusters } = JSON.parse(readFileSync(join(aws.bin, '../etc/cloudhsm-cli.cfg'), 'utf8'));
    expect(clusters[0]).toMatchObject({ type: 'hsm1', cluster: { servers: [{ hostname: '10.0.0.1' }, { hostname: '10.0.0.2' }] } });
  });

  it.each([
    [1, ['--cluster-id', 'cluster-22222222222'], /no cluster cluster-22222222222/],
    [1, [], /nothing to configure/],
    [1, ['-a', '10.0.0.1', '--cluster-id', 'cluster-22222222222'], /'-a' cannot be used with '--cluster-id'/],
    [1, ['--cluster-id', 'cluster-22222222222', '--endpoint', 'https://cloudhsmv2.us-east-1.amazonaws.com'], /is not the local AWS/],
    [1, ['--cluster-id', 'cluster-22222222222', '--region', 'moon-1'], /--region moon-1 is no region of AWS/],
    [1, ['--cluster-id', 'cluster-22222222222', '--region', 'eu-west-1'], /no cluster cluster-22222222222/],
    [2, ['--colour', 'red'], /unexpected argument '--colour'/],
    [2, ['-a'], /a value is required for '-a'/],
    [2, ['-a', '10.0.0.1', '-a', '10.0.0.2'], /'-a <VALUE>\.\.\.' cannot be used multiple times/],
    [2, ['update', '-a', '10.0.0.1'], /unrecognized subcommand 'update'/],
  ])('exits with %i on %j', async (exitCode, words, message) => {
    const aws = await localAws();
    expect(await program(aws, 'configure-cli', words)).toMatchObject({ exitCode, stderr: expect.stringMatching(message) });
  });

  it('asks CloudHSM as who runs it', async () => {
    const { aws, cluster } = await active();
    const assumeRolePolicy = {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
    };
    const roleArn = aws.home.iam.putRole({ roleName: 'task', assumeRolePolicy, policies: [] });
    const task = aws.home.activities.begin(roleArn, 'task-1');
    const environment = { AWS_ACCESS_KEY_ID: task.accessKeyId };
    const { exitCode, stderr } = await program(aws, 'configure-cli', ['--cluster-id', cluster.clusterId], environment);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(
        /^error: DescribeClusters: CloudHsmAccessDeniedException: .*not authorized to perform: cloudhsm:DescribeClusters/,
      ),
    ]);
    task.end();
  });
});
