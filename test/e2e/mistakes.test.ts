import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hsm, type RunningEmulator, start, startEmulatorCommand } from './command.ts';

const provision = ['provision', '-f', 'examples/production.json'];
const folder = mkdtempSync(join(tmpdir(), 'mistakes-'));
let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulatorCommand();
}, 30_000);

afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  {
    what: 'no credentials',
    says: 'no AWS credentials',
    variables: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, HOME: folder },
  },
  {
    what: 'no region',
    says: 'no AWS region: set AWS_REGION',
    variables: { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, HOME: folder },
  },
  { what: 'nobody at the endpoint', says: 'nothing answers at the endpoint', variables: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } },
  { what: 'an endpoint that is no URL', says: 'AWS_ENDPOINT_URL nowhere: has to be a URL', variables: { AWS_ENDPOINT_URL: 'nowhere' } },
  { what: 'a seed that is no number', with: [...provision, '--local', '--seed', 'seven'], says: '--seed seven: has to be a whole number' },
  { what: 'a seed on AWS', with: [...provision, '--seed', '7'], says: '--seed is for rehearsals: give --local too' },
  { what: 'a factor of zero', with: [...provision, '--local', '--durations', '0'], says: '--durations 0: has to be a number above 0' },
  { what: 'a port that is no number', with: ['emulator', '--port', 'http'], says: '--port http: has to be a whole number' },
  { what: 'a port beyond all ports', with: ['emulator', '--port', '70000'], says: '--port 70000: has to be 65535 or less' },
  { what: 'an unknown speed', with: ['emulator', '--speed', 'fast'], says: '--speed fast: has to be' },
  { what: 'an account file that is not there', with: ['emulator', '--account', 'nowhere.json'], says: '--account nowhere.json: ' },
  { what: 'a duration without a unit', with: ['emulator', 'advance', '--by', '24'], says: '--by 24: has to be a number with s, m, h or d' },
  {
    what: 'no emulator to advance',
    with: ['emulator', 'advance', '--by', '24h', '--url', 'http://127.0.0.1:1'],
    says: 'no emulator answers at http://127.0.0.1:1',
  },
  { what: 'a URL that is none', with: ['emulator', 'advance', '--by', '24h', '--url', 'nowhere'], says: '--url nowhere: has to be a URL' },
])('$what is one line and exit code 2', async ({ with: parameters = provision, says, variables }) => {
  expectOneLine(await hsm(parameters, { variables: variables ?? {} }), says);
});

test.each([
  {
    what: 'provisioning',
    with: provision,
    says: 'the state machine cloudhsm-lifecycle-dev-provision is not deployed in us-east-1: npx serverless deploy',
  },
  { what: 'asking for the status', with: ['status'], says: 'the state machine cloudhsm-lifecycle-dev-provision is not deployed' },
  {
    what: 'watching',
    with: ['watch', 'arn:aws:states:us-east-1:123456789012:execution:none:none'],
    says: 'there is no execution arn:aws:states',
  },
])('$what where nothing is deployed is one line and exit code 2', async ({ with: parameters, says }) => {
  expectOneLine(await hsm(parameters, { variables: { AWS_ENDPOINT_URL: emulator.url } }), says);
});

test('hsm without a command, or with an unknown one, says what there is', async () => {
  expect(await hsm([])).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('provision [options]') });
  expect(await hsm(['teleport'])).toMatchObject({ exitCode: 2, stderr: "error: unknown command 'teleport'\n" });
  expect(await hsm(['--version'])).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test('a port in use is one line and exit code 2', async () => {
  const { port } = new URL(emulator.url);
  expectOneLine(await hsm(['emulator', '--port', port]), `port ${port} is in use: give another with --port`);
});

test('an emulator ends when the process that started it is killed', async () => {
  const shell = start('sh', ['-c', 'hsm emulator --port 0 --json; true']);
  const { url } = JSON.parse(await shell.line('stdout', /^\{/)) as { url: string };
  expect((await fetch(url)).status).toBeGreaterThan(0);
  shell.signal('SIGKILL');
  await shell.ended; // its output is open as long as the emulator lives
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('an emulator that is told to end says no word and leaves exit code 0', async () => {
  const other = await startEmulatorCommand();
  const { exitCode, stderr } = await other.stop();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

function expectOneLine({ exitCode, stdout, stderr }: { exitCode: number | null; stdout: string; stderr: string }, says: string): void {
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(`hsm: ${says}`)]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
}
