import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { ConnectionCut, NoAnswer } from '../../../emulator/kernel/faults.ts';
import { script } from '../../foreign-tools/script.ts';
import { needs } from '../../foreign-tools/tool.ts';
import { localAws } from '../../local-aws.ts';
import { addHsm, adminPassword, describeCluster, newCluster } from '../cloudhsmv2/lifecycle.ts';
import { organisation } from '../cloudhsmv2/organisation.ts';
import { active, configured, initialized } from './configured-cluster.ts';
import { admin, cli, cliWords, noContext, program } from './programs.ts';

const password = 'first-Password1';

describe('cluster activate', () => {
  it('gives the admin a password, takes its time, and makes the cluster ACTIVE with a backup', async () => {
    const { aws, cluster } = await initialized();
    expect((await cli(aws, 'user list')).data.users).toEqual([
      { username: 'admin', role: 'unactivated-admin', locked: 'false', mfa: [], quorum: [], 'cluster-coverage': 'full' },
      { username: 'app_user', role: 'internal(APPLIANCE_USER)', locked: 'false', mfa: [], quorum: [], 'cluster-coverage': 'full' },
    ]);
    const from = aws.home.clock.now();
    expect(await cli(aws, `cluster activate --password ${password}`)).toEqual({ error_code: 0, data: 'Cluster activation successful' });
    const seconds = (aws.home.clock.now() - from) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(aws.home.work.seconds(from, from + 60_000)).toBe(60);
    expect((await describeCluster(aws, cluster.clusterId)).State).toBe('ACTIVE');
    expect((await cli(aws, 'user list')).data.users[0]).toMatchObject({ username: 'admin', role: 'admin' });
    expect(await cli(aws, 'login --username admin --role admin --password wrong-password')).toMatchObject({ error_code: 1 });
    expect(await cli(aws, `login --username ADMIN --role admin --password ${password}`)).toEqual({
      error_code: 0,
      data: { username: 'admin', role: 'admin' },
    });
  });

  it('is refused the second time', async () => {
    const { aws } = await active();
    expect(await cli(aws, `cluster activate --password ${password}`)).toEqual({
      error_code: 1,
      data: 'Cluster has already been activated',
    });
  });

  it('succeeds for one of two who activate at once', async () => {
    const { aws } = await initialized();
    const both = await Promise.all([
      cli(aws, `cluster activate --password ${password}`),
      cli(aws, 'cluster activate --password other-Password1'),
    ]);
    expect(both.map(({ error_code }) => error_code).sort()).toEqual([0, 1]);
  });

  it('refuses a password that is too short or too long', async () => {
    const { aws } = await initialized();
    for (const bad of ['short12', 'x'.repeat(33)]) {
      expect(await cli(aws, `cluster activate --password ${bad}`)).toEqual({
        error_code: 1,
        data: 'Password must have between 8 and 32 characters',
      });
    }
  });

  it('lets time pass for a task that does nothing but wait for it', async () => {
    const { aws } = await initialized();
    const task = aws.home.activities.begin('arn:aws:iam::123456789012:role/task', 'task-1');
    const environment = { AWS_ACCESS_KEY_ID: task.credentials.accessKeyId };
    expect(await cli(aws, `cluster activate --password ${password}`, environment)).toMatchObject({ error_code: 0 });
    const stopped = aws.home.clock.now();
    await new Promise(setImmediate);
    expect(aws.home.clock.now()).toBe(stopped);
    task.end();
    expect(await cli(aws, 'user list', environment)).toEqual({
      error_code: 1,
      data: 'The security token included in the request is expired',
    });
  });
});

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
    outside.end();
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

describe('the command line of cloudhsm-cli', () => {
  it('tells its version', async () => {
    const aws = await localAws();
    expect(await program(aws, 'cloudhsm-cli', ['--version'])).toEqual({ exitCode: 0, stdout: 'cloudhsm-cli 5.18.0\n', stderr: '' });
  });

  it('may end well with an error_code of 1: the reference does not say', async () => {
    const { aws } = await active();
    aws.home.dataPlane.settings.exitStatusOfError = 0;
    const { exitCode, stdout } = await program(aws, 'cloudhsm-cli', ['cluster', 'activate', '--password', password]);
    expect([exitCode, JSON.parse(stdout).error_code]).toEqual([0, 1]);
  });

  it.each([
    ['user lst', /unrecognized subcommand 'user lst'/],
    ['user create --username bob', /required arguments were not provided: --role/],
  ])('exits with 2 on %j', async (line, message) => {
    const aws = await localAws();
    expect(await program(aws, 'cloudhsm-cli', line.split(' '))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(message),
      stdout: '',
    });
  });

  describe('on a terminal', () => {
    it('asks twice for a password, without echo', async (context) => {
      needs(context, script);
      const { aws } = await initialized();
      const typed = (...lines: string[]) => onTerminal(aws, 'cluster activate', () => `${lines.shift()}\r`);
      expect(await typed(password, 'another-Password')).toMatch(/Passwords do not match/);
      const shown = await typed(password, password);
      expect(shown).toContain('Cluster activation successful');
      expect(shown).not.toContain(password);
    });

    it('asks once at a login, and takes what was typed ahead', async (context) => {
      needs(context, script);
      const { aws } = await active();
      const line = 'user change-password --username admin --role admin';
      const shown = await onTerminal(aws, line, (prompt) => (prompt === 0 ? `${password}\r${password}\r` : ''), admin(adminPassword));
      expect(shown).toContain('"role": "admin"');
      expect(await onTerminal(aws, 'login --username admin --role admin', () => `${password}\r`)).toMatch(
        /^Enter password:\s*\{\s*"error_code": 0/,
      );
    });

    it('ends at Ctrl-C', async (context) => {
      needs(context, script);
      const { aws } = await initialized();
      const shown = await onTerminal(aws, 'cluster activate', () => '\u0003');
      expect(shown).toMatch(/"error_code": 1,\s+"data": "interrupted"/);
    });
  });

  it('says what to do where there is no terminal to type a password on', async (context) => {
    needs(context, script);
    const { aws } = await initialized();
    const child = spawn(join(aws.bin, 'cloudhsm-cli'), ['cluster', 'activate'], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed = await text(child.stdout);
    expect(JSON.parse(printed)).toEqual({ error_code: 1, data: expect.stringContaining('give it with --password') });
  });

  it('takes any word to its last byte', async () => {
    const { aws } = await active();
    const create = (username: string) => ['user', 'create', '--username', username, '--role', 'admin', '--password', password];
    for (const [username, strange] of Object.entries({
      jürgen: 'ü',
      'a b': ' ',
      "o'neill": "'",
      '$(id)': '$',
      'two\nlines': '\n',
      '"': '"',
      '\\': '\\',
    })) {
      const { data } = await cliWords(aws, create(username), admin(adminPassword));
      expect(data).toContain(`invalid character '${strange}'`);
    }
  });
});

describe('the programs', () => {
  it('say that the emulator has ended', async () => {
    const { url, bin, stop } = await startEmulator();
    const kept = join(mkdtempSync(join(tmpdir(), 'programs-')), 'bin');
    cpSync(bin, kept, { recursive: true });
    await stop();
    const sentence = `nobody listens at ${url}: the emulator has ended`;
    expect(await cli({ bin: kept }, 'user list')).toEqual({ error_code: 1, data: sentence });
    expect(await program({ bin: kept }, 'configure-cli', ['-a', '10.0.0.1'])).toMatchObject({
      exitCode: 1,
      stderr: `error: ${sentence}\n`,
    });
    rmSync(dirname(kept), { recursive: true });
  });

  it('find the issuing certificate in a file of any name', async () => {
    const { aws, ip } = await active();
    const etc = join(aws.home.folder, 'own "quoted" \\ ü/etc');
    const own = { HSM_EMULATOR_ETC: etc };
    await program(aws, 'configure-cli', ['-a', ip, '--hsm-ca-cert', join(etc, 'an anchor.pem')], own);
    writeFileSync(join(etc, 'an anchor.pem'), (await organisation.root()).trimEnd());
    expect(await cli(aws, 'user list', own)).toMatchObject({ error_code: 0 });
  });

  it('say what is wrong with a configuration that they did not write', async () => {
    const aws = await localAws();
    const etc = join(aws.home.folder, 'broken/etc');
    mkdirSync(etc, { recursive: true });
    writeFileSync(join(etc, 'cloudhsm-cli.cfg'), '{"clusters": []}');
    const sentence = `${etc}/cloudhsm-cli.cfg is not a configuration of the CloudHSM CLI: remove it, and run configure-cli`;
    expect(await cli(aws, 'user list', { HSM_EMULATOR_ETC: etc })).toEqual({ error_code: 1, data: sentence });
  });
});

/** Runs `cloudhsm-cli` on a pseudo terminal. @param type what is typed at each prompt for a password */
async function onTerminal(aws: Emulator, line: string, type: (prompt: number) => string, environment: Record<string, string> = {}) {
  const env = { ...process.env, ...environment };
  const child = spawn('script', ['-qec', `${join(aws.bin, 'cloudhsm-cli')} ${line}`, '/dev/null'], { env });
  let [shown, prompts] = ['', 0];
  child.stdout.on('data', (chunk) => {
    shown += chunk;
    if (/password:$/.test(String(chunk).trim())) child.stdin.write(type(prompts++));
  });
  await new Promise((resolve) => child.on('close', resolve));
  return shown;
}
