import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { ConnectionCut, NoAnswer } from '../../../emulator/kernel/faults.ts';
import { addEntry, createAcl } from '../../../emulator/services/ec2/network-acls.ts';
import { authorize } from '../../../emulator/services/ec2/security-group-rules.ts';
import { localAws } from '../../local-aws.ts';
import { addHsm, adminPassword, newCluster } from '../cloudhsmv2/lifecycle.ts';
import { organisation } from '../cloudhsmv2/organisation.ts';
import { active, configured, initialized } from './configured-cluster.ts';
import { admin, cli, noContext, program } from './programs.ts';

const password = 'first-Password1';

describe('the connection', () => {
  it('is checked against the issuing certificate where one is there', async () => {
    const { aws, ip } = await active();
    const etc = join(aws.home.folder, 'own/etc');
    const own = { HSM_EMULATOR_ETC: etc };
    const refused = async () => {
      expect((await program(aws, 'cloudhsm-cli', ['user', 'list'], own)).stderr).toBe('Error: Failed to initialize hsm1 context\n');
      return readFileSync(join(etc, '../run/cloudhsm-cli.log'), 'utf8');
    };
    await program(aws, 'configure-cli', ['-a', ip], own);
    expect(existsSync(join(etc, 'cloudhsm-cli.cfg'))).toBe(true);
    expect(await cli(aws, 'user list', own)).toMatchObject({ error_code: 0 });

    writeFileSync(join(etc, 'customerCA.crt'), aws.home.cloudhsmv2.hardwareRoots().aws);
    expect(await refused()).toMatch(/certificate verify failed/);

    writeFileSync(join(etc, 'anchor.pem'), await organisation.root());
    await program(aws, 'configure-cli', ['--hsm-ca-cert', join(etc, 'anchor.pem')], own);
    expect(await cli(aws, 'user list', own)).toMatchObject({ error_code: 0 });

    await program(aws, 'configure-cli', [`--hsm-ca-cert=${join(etc, 'none.pem')}`], own);
    expect(await refused()).toMatch(/none\.pem does not exist/);
  });

  it('shows the hardware of every HSM from the address of one', async () => {
    const { aws } = await active(3);
    const { data } = await cli(aws, 'cluster hsm-info');
    expect(new Set(data.hsms.map((hsm: Record<string, string>) => hsm['serial-number'])).size).toBe(3);
  });

  it('fails where no HSM is configured, none answers, or the cluster is not initialized', async () => {
    const aws = await localAws();
    expect(await noContext(aws, 'user list')).toMatch(/run configure-cli/);
    await program(aws, 'configure-cli', ['-a', '10.0.0.99', '10.0.1.99']);
    expect(await noContext(aws, 'user list')).toMatch(/could not connect to any HSM: 10.0.0.99:2223, 10.0.1.99:2223 timed out$/);
    const clusterId = await newCluster(aws);
    await addHsm(aws, clusterId);
    await configured(aws, clusterId);
    expect(await noContext(aws, `cluster activate --password ${password}`)).toMatch(/not initialized/);
  });

  it('says that it fails in the document of all other failures, where the setting is that', async () => {
    const aws = await localAws();
    aws.home.dataPlane.settings.noContext = 'json';
    expect(await cli(aws, 'user list')).toEqual({ error_code: 1, data: 'Failed to initialize hsm1 context' });
  });

  it('is open to a task that carries the security group of the cluster, and to no other', async () => {
    const { aws, cluster } = await active();
    const beginIn = (group: string) => {
      const network = { subnetIds: [cluster.hsms[0]!.subnetId], securityGroupIds: [group] };
      return aws.home.activities.begin('arn:aws:iam::123456789012:role/task', 'task-1', { network });
    };
    const inside = beginIn(cluster.securityGroupId);
    expect(await cli(aws, 'user list', { AWS_ACCESS_KEY_ID: inside.accessKeyId })).toMatchObject({ error_code: 0 });
    inside.end();
    const outside = beginIn('sg-0a1b2c3d4e5f60718');
    expect(await noContext(aws, 'user list', { AWS_ACCESS_KEY_ID: outside.accessKeyId })).toMatch(/timed out$/);
    // and to whatever its group lets in by a range
    const { ec2 } = aws.home;
    const { cidr } = ec2.subnet(cluster.hsms[0]!.subnetId)!;
    const rule = { protocol: 'tcp', fromPort: 2223, toPort: 2225, cidr };
    authorize(ec2, ec2.requireGroup(cluster.securityGroupId), 'ingress', [rule]);
    expect(await cli(aws, 'user list', { AWS_ACCESS_KEY_ID: outside.accessKeyId })).toMatchObject({ error_code: 0 });
    outside.end();
  });

  it('is open to a task in another subnet only as far as network ACLs let it through, and answers back', async () => {
    const { aws, cluster } = await active(1);
    const { ec2 } = aws.home;
    const [here, there] = [cluster.hsms[0]!.subnetId, [...ec2.subnets.keys()].find((id) => id !== cluster.hsms[0]!.subnetId)!];
    const acl = createAcl(ec2, cluster.vpcId);
    ec2.subnet(here)!.acl = { aclId: acl.aclId, associationId: 'aclassoc-1' };
    const listed = async (subnetId: string) => {
      const network = { subnetIds: [subnetId], securityGroupIds: [cluster.securityGroupId] };
      const task = aws.home.activities.begin('arn:aws:iam::123456789012:role/task', 'task-1', { network });
      const { exitCode } = await program(aws, 'cloudhsm-cli', ['user', 'list'], { AWS_ACCESS_KEY_ID: task.accessKeyId });
      task.end();
      return exitCode === 0;
    };
    expect(await listed(here), 'within a subnet no ACL is passed').toBe(true);
    expect(await listed(there)).toBe(false);
    const entry = { number: 100, protocol: '6', action: 'allow' as const, cidr: '10.0.0.0/8' };
    addEntry(acl, { ...entry, egress: false, ports: { From: 2223, To: 2225 } });
    expect(await listed(there), 'no answer comes back').toBe(false);
    addEntry(acl, { ...entry, egress: true, ports: { From: 32_768, To: 60_999 } });
    expect(await listed(there)).toBe(true);
  });

  it('is lost when the HSM fails meanwhile', async () => {
    const { aws, cluster } = await initialized();
    const task = aws.home.activities.begin('arn:aws:iam::123456789012:role/task', 'task-1');
    aws.home.clock.after('drive', 20, 'failure', () => aws.home.cloudhsmv2.failHsm(cluster.hsms[0]!.eniId));
    const environment = { AWS_ACCESS_KEY_ID: task.credentials.accessKeyId };
    expect(await noContext(aws, `cluster activate --password ${password}`, environment)).toMatch(/could not connect/);
    task.end();
    expect(cluster.activated).toBe(false);
  });

  it('can be made to lose its answer', async () => {
    const { aws } = await active();
    aws.home.faults.inject({ operation: 'data-plane:user create', when: 'after', error: new ConnectionCut() });
    const line = 'user create --username bob --role crypto-user --password bob-password';
    expect(await cli(aws, line, admin(adminPassword))).toEqual({ error_code: 1, data: 'HSM is disconnected' });
    expect((await cli(aws, line, admin(adminPassword))).data).toBe('User already exists');
  });

  it('can be made to do what is asked after its client has given up', async () => {
    const { aws, cluster } = await active();
    const task = aws.home.activities.begin('arn:aws:iam::123456789012:role/task', 'task-1', { patienceSeconds: 300 });
    aws.home.faults.inject({ operation: 'data-plane:user create', runsAfterSeconds: 45 });
    const line = 'user create --username bob --role crypto-user --password bob-password';
    const from = aws.home.clock.now();
    const lost = await cli(aws, line, { ...admin(adminPassword), AWS_ACCESS_KEY_ID: task.accessKeyId });
    expect(lost).toEqual({ error_code: 1, data: 'HSM is disconnected' });
    expect((aws.home.clock.now() - from) / 1000).toBe(300);
    expect(cluster.hsms[0]!.users.some(({ username }) => username === 'bob')).toBe(false);
    task.end();
    await aws.home.clock.idle();
    expect(cluster.hsms[0]!.users.some(({ username }) => username === 'bob')).toBe(true);
  });

  it('can be made to fail with words in place of a document', async () => {
    const { aws } = await active();
    const error = new AwsError('Panic', 'the client panicked');
    aws.home.faults.inject({ operation: 'data-plane:user list', when: 'before', error });
    expect(await program(aws, 'cloudhsm-cli', ['user', 'list'])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'Error: the client panicked\n',
    });
  });

  it('can be made to stay without an answer until the caller gives up', async () => {
    const { aws } = await active();
    const met = aws.home.faults.inject({ operation: 'data-plane:user list', when: 'before', error: new NoAnswer() });
    const child = spawn(join(aws.bin, 'cloudhsm-cli'), ['user', 'list']);
    await vi.waitUntil(() => met() === 1);
    child.kill();
    expect(await new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)))).toBe('SIGTERM');
  });
});

describe('--cluster-id', () => {
  it('names the configured cluster, and no other is touched in its place', async () => {
    const { aws, cluster } = await initialized();
    const other = await cli(aws, `cluster activate --password ${password} --cluster-id cluster-zzzzzzzzzzz`);
    expect(other).toEqual({ error_code: 1, data: expect.stringContaining('cluster-zzzzzzzzzzz is not configured') });
    await program(aws, 'configure-cli', ['--cluster-id', cluster.clusterId, '--region', 'us-east-1', '--endpoint', aws.url]);
    expect((await cli(aws, `user list --cluster-id ${cluster.clusterId}`)).data.users[0]).toMatchObject({ role: 'unactivated-admin' });
  });
});
