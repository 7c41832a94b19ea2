import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hsm, type RunningEmulator, startEmulatorCommand } from './command.ts';

const production = JSON.parse(readFileSync('examples/production.json', 'utf8')) as Record<string, unknown>;
const folder = mkdtempSync(join(tmpdir(), 'environments-'));

/** Writes examples/production.json with these fields changed, and returns the file's name. */
function environmentFile(name: string, changes: object): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ ...production, ...changes }));
  return file;
}

describe('a rehearsal', () => {
  test('prints one JSON document on stdout and a line for each phase on stderr', async () => {
    const { exitCode, stdout, stderr } = await hsm(['provision', '-f', 'examples/production.json', '--local', '--json']);

    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      environment: 'production',
      outcome: 'SUCCEEDED',
      cluster: { state: 'ACTIVE', hsmType: 'hsm2m.medium', mode: 'FIPS' },
      backup: { state: 'READY' },
      keyStore: { state: 'CONNECTED', proof: true },
      cost: { currency: 'USD' },
    });
    expect(document.cluster.hsms.map((hsm: { state: string }) => hsm.state)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    expect(new Set(document.cluster.hsms.map((hsm: { availabilityZone: string }) => hsm.availabilityZone)).size).toBe(3);
    expect(Object.keys(document.secrets)).toEqual(['admin', 'application', 'kmsuser']);
    expect(document.time.overhead).toBeLessThanOrEqual(1.03);
    expect(document.steps.transitions).toBeLessThanOrEqual(400);
    expect(stderr).toMatch(/^\d\d:\d\d {2}finding or creating the cluster/m);
    expect([...stderr].every((character) => character === '\n' || character >= ' ')).toBe(true);
    expect(exitCode).toBe(0);
  });

  test('of an environment without a key store ends well too', async () => {
    const { exitCode, stdout } = await hsm(['provision', '-f', 'examples/testing.json', '--local', '--json']);

    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'SUCCEEDED', keyStore: null, cluster: { state: 'ACTIVE' } });
    expect(exitCode).toBe(0);
  });
});

describe('on a deployment', () => {
  let emulator: RunningEmulator;
  const variables = () => ({ AWS_ENDPOINT_URL: emulator.url });
  beforeAll(async () => {
    emulator = await startEmulatorCommand('--deploy');
  });
  afterAll(() => emulator.stop());

  test('two runs at once are one; another file is refused; a later run adopts everything', async () => {
    const arguments_ = ['provision', '-f', 'examples/production.json', '--json'];
    const other = environmentFile('other', { hsmCount: 2 });
    const first = hsm(arguments_, { variables: variables() });
    const second = hsm(arguments_, { variables: variables() });
    const documents = (await Promise.all([first, second])).map(({ stdout, exitCode }) => ({ ...JSON.parse(stdout), exitCode }));

    expect(documents.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(documents.map(({ outcome }) => outcome).toSorted()).toContain('SUCCEEDED');

    const third = await hsm(arguments_, { variables: variables() });
    expect(JSON.parse(third.stdout)).toMatchObject({ outcome: 'SUCCEEDED', created: [], keyStore: { proof: true } });

    const fewer = await hsm(['provision', '-f', other, '--json'], { variables: variables() });
    expect(fewer.exitCode).toBe(2);
    expect(JSON.parse(fewer.stdout).error).toMatchObject({ name: 'InvalidEnvironment', message: expect.stringContaining('hsmCount') });

    const status = await hsm(['status', 'production', '--json'], { variables: variables() });
    expect(JSON.parse(status.stdout)).toContainEqual(expect.objectContaining({ environment: 'production', status: 'SUCCEEDED' }));
  });

  test('virtual time passes on demand', async () => {
    const { exitCode, stdout } = await hsm(['emulator', 'advance', '--by', '24h'], { variables: variables() });

    expect(Date.parse(stdout.trim())).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 6, 9));
    expect(exitCode).toBe(0);
  });

  test('a port that is taken is one line', async () => {
    const { port } = new URL(emulator.url);
    const { exitCode, stderr } = await hsm(['emulator', '--port', port]);

    expect(stderr).toBe(`hsm: port ${port} is in use: give another with --port\n`);
    expect(exitCode).toBe(2);
  });
});

describe('bad input', () => {
  test.each([
    ['an unknown field', { hsmcount: 3 }, 'hsmcount: unknown field; did you mean hsmCount?'],
    ['one subnet', { subnetIds: ['subnet-0aaa1111aaa1111aa'] }, 'subnetIds: '],
    ['a reserved user', { cryptoUsers: ['app_user'] }, 'cryptoUsers.0: '],
    ['a retention beyond CloudHSM’s', { backupRetentionDays: 400 }, 'backupRetentionDays: '],
    ['one HSM with a key store', { hsmCount: 1 }, 'hsmCount: '],
    ['a malformed CA', { certificateAuthority: { type: 'acm-pca', arn: 'arn:aws:acm-pca' } }, 'certificateAuthority.arn: '],
  ])('%s is named with its path, and nothing begins', async (name, changes, line) => {
    const { exitCode, stdout, stderr } = await hsm(['provision', '-f', environmentFile(name, changes), '--local', '--json']);

    expect(stderr).toContain(line);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'FAILED', error: { name: 'InvalidEnvironment' }, created: [], execution: null });
    expect(exitCode).toBe(2);
  });

  test.each([
    ['a file that is not there', ['provision', '-f', 'nowhere.json'], 'hsm: there is no file nowhere.json'],
    ['no credentials', ['provision', '-f', 'examples/production.json'], 'hsm: no AWS credentials'],
    ['a seed that is no number', ['provision', '-f', 'examples/production.json', '--local', '--seed', 'x'], 'hsm: --seed x'],
  ])('%s is one line without a stack trace', async (_, parameters, line) => {
    const { exitCode, stderr } = await hsm(parameters, { variables: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined } });

    expect(stderr).toContain(line);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(exitCode).toBe(2);
  });

  test('a deployment without the state machines says how to deploy them', async () => {
    const emulator = await startEmulatorCommand();
    const { exitCode, stderr } = await hsm(['provision', '-f', 'examples/production.json'], {
      variables: { AWS_ENDPOINT_URL: emulator.url },
    });
    await emulator.stop();

    expect(stderr).toContain('cloudhsm-lifecycle-dev-provision is not deployed');
    expect(exitCode).toBe(2);
  });
});
