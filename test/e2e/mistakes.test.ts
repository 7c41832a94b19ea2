import { cpSync, existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { withoutKeyStore } from '../workflow/environment-file.ts';
import { hsm, project, type RunningEmulator, run, start, startEmulatorCommand } from './command.ts';

const provision = ['provision', '-f', 'examples/production.json'];
const folder = mkdtempSync(join(tmpdir(), 'mistakes-'));
const saidTwice = join(folder, 'said-twice.json');
writeFileSync(saidTwice, '{"region":"us-east-1",\n"region":"us-west-2"}');
const endless = join(folder, 'endless.json');
writeFileSync(endless, '');
truncateSync(endless, 300_000_000);
let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulatorCommand();
});

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
    says: 'no AWS region; set AWS_REGION or give --region',
    variables: { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, HOME: folder },
  },
  { what: 'nobody at the endpoint', says: 'nothing answers at the endpoint', variables: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } },
  { what: 'an endpoint that is no URL', says: 'AWS_ENDPOINT_URL nowhere: has to be a URL', variables: { AWS_ENDPOINT_URL: 'nowhere' } },
  {
    what: 'an endpoint without http',
    says: 'AWS_ENDPOINT_URL localhost:4566: has to be a URL',
    variables: { AWS_ENDPOINT_URL: 'localhost:4566' },
  },
  {
    what: 'a seed that is no number',
    with: [...provision, '--local', '--seed', 'seven'],
    says: "option '--seed <number>' argument 'seven' is invalid. It has to be a whole number.",
  },
  {
    what: 'a look at what a rehearsal has made',
    with: ['describe', 'production', '--local'],
    says: "unknown option '--local'; a rehearsal leaves nothing to look at: `npx hsm emulator --deploy` starts a local AWS that stays",
  },
  { what: 'a seed on AWS', with: [...provision, '--seed', '7'], says: '--seed is for rehearsals: give --local too' },
  {
    what: 'a rehearsal in no region of CloudHSM',
    with: ['audit', '--local', '--region', 'eu-west-9'],
    says: '--region eu-west-9: AWS has CloudHSM in no region of that name; did you mean eu-west-1?',
  },
  {
    what: 'keys rehearsed in no region of CloudHSM',
    with: ['keys', 'production', 'prove', '--local', '--region', 'eu-west-9'],
    says: '--region eu-west-9: AWS has CloudHSM in no region of that name; did you mean eu-west-1?',
  },
  {
    what: 'keys rehearsed over a module of somebody else',
    with: ['keys', 'production', 'prove', '--local', '--module', '/usr/lib/softhsm/libsofthsm2.so'],
    says: "--module is for HSMs that stand: a rehearsal has its AWS's own; leave it out",
  },
  {
    what: 'a folder in place of a report, before an audit begins',
    with: ['audit', '--local', '-o', '/'],
    says: '-o /: is a folder; name a file in a folder that is there and yours',
  },
  {
    what: 'an empty template',
    with: ['emulator', '--port', '0', '--template', '/dev/null'],
    says: '--template /dev/null: is empty; name a CloudFormation template in JSON or YAML',
  },
  {
    what: 'an action on keys that there is not',
    with: ['keys', 'production', 'teleport'],
    says: "unknown action 'teleport'; it is one of prove, generate, list",
  },
  {
    what: 'keys without an action',
    with: ['keys', 'production'],
    says: "what is to be done with the keys of 'production' is missing; it is one of prove, generate, list",
  },
  {
    what: 'keys without an action, and with options of one',
    with: ['keys', 'production', '--label', 'documents'],
    says: "what is to be done with the keys of 'production' is missing",
  },
  {
    what: 'an environment file into a folder that is not there',
    with: ['init', '--yes', '-o', '/nowhere/production.json'],
    says: '-o /nowhere/production.json: cannot be written (ENOENT: no such file or directory',
  },
  {
    what: 'an environment file in place of a folder',
    with: ['init', '--yes', '--force', '-o', '/'],
    says: '-o /: is a folder; name a file in a folder that is there and yours',
  },
  { what: 'the cost of one and of all', with: ['cost', 'production', '--all'], says: 'production and --all: give one of them' },
  {
    what: 'no hours to look back',
    with: ['monitor', 'production', '--hours', '0'],
    says: "option '--hours <hours>' argument '0' is invalid. It has to be a whole number from 1 to 10920.",
  },
  {
    what: 'a name that no environment can have',
    with: ['drill', 'Not A Name'],
    says: '"Not A Name" is no name of an environment: it has to be 2 to 31 lower-case letters, digits or -, beginning with a letter',
  },
  {
    what: 'a factor of zero',
    with: [...provision, '--local', '--durations', '0'],
    says: "option '--durations <factor>' argument '0' is invalid. It has to be a number above 0.",
  },
  {
    what: 'a port that is no number',
    with: ['emulator', '--port', 'http'],
    says: "option '--port <port>' argument 'http' is invalid. It has to be a whole number.",
  },
  {
    what: 'a port beyond all ports',
    with: ['emulator', '--port', '70000'],
    says: "option '--port <port>' argument '70000' is invalid. It has to be 65535 or less.",
  },
  {
    what: 'an unknown speed',
    with: ['emulator', '--speed', 'fast'],
    says: "option '--speed <speed>' argument 'fast' is invalid. It has to be max, or a number above 0.",
  },
  {
    what: 'an account file that is not there',
    with: ['emulator', '--account', 'nowhere.json'],
    says: '--account nowhere.json: does not exist',
  },
  {
    what: 'an account file with nothing in it',
    with: ['emulator', '--account', '/dev/null'],
    says: '--account /dev/null: is empty; write an account into it: docs/local-aws.md shows one',
  },
  {
    what: 'an account file that says something twice',
    with: ['emulator', '--account', saidTwice],
    says: `--account ${saidTwice}: region: stands here twice, at line 1, column 2 and line 2, column 1; keep one of them`,
  },
  {
    what: 'an account file that is longer than anybody writes one',
    with: ['emulator', '--account', endless],
    says: `--account ${endless}: has 300000000 bytes, and 268435456 are the most; name another`,
  },
  {
    what: 'a duration without a unit',
    with: ['emulator', 'advance', '--by', '24'],
    says: "option '--by <duration>' argument '24' is invalid. It has to be a number with s, m, h or d, such as 24h.",
  },
  {
    what: 'no emulator to advance',
    with: ['emulator', 'advance', '--by', '24h', '--url', 'http://127.0.0.1:1'],
    says: 'no emulator answers at http://127.0.0.1:1; start one, with npx hsm emulator',
  },
  {
    what: 'a URL that is none',
    with: ['emulator', 'advance', '--by', '24h', '--url', 'nowhere'],
    says: "option '--url <url>' argument 'nowhere' is invalid. It has to be a URL",
  },
  {
    what: 'a host with a port',
    with: ['emulator', '--host', 'aws.test:4566'],
    says: "option '--host <name>' argument 'aws.test:4566' is invalid. It has to be a name such as aws.test",
  },
  {
    what: 'a URL without http',
    with: ['emulator', 'advance', '--by', '24h', '--url', 'localhost:4566'],
    says: "option '--url <url>' argument 'localhost:4566' is invalid. It has to be a URL",
  },
  {
    what: 'a parameter without a deployment',
    with: ['emulator', '--param', 'HsmQuota=8'],
    says: '--param is for a deployment: give --deploy or --template too',
  },
  { what: 'no file', with: ['provision'], says: "required option '-f, --file <file>' not specified" },
  { what: 'a bundle into a file', with: ['client-bundle', 'production', '-o', 'package.json'], says: 'package.json is no folder' },
  { what: 'an unknown option', with: ['status', '--whatever'], says: "unknown option '--whatever'" },
])('$what is one line and exit code 2', async ({ with: parameters = provision, says, variables }) => {
  expectOneLine(await hsm(parameters, { variables: variables ?? {} }), says);
});

test.each([
  {
    what: 'provisioning',
    with: provision,
    says: 'the state machine cloudhsm-lifecycle-dev-provision is not deployed in us-east-1 of this emulator; npx hsm emulator --deploy',
  },
  { what: 'asking for the status', with: ['status'], says: 'the state machine cloudhsm-lifecycle-dev-provision is not deployed' },
  {
    what: 'asking for the status of an execution',
    with: ['status', 'arn:aws:states:us-east-1:123456789012:execution:none:none'],
    says: 'an execution is no environment; npx hsm watch arn:aws:states:us-east-1:123456789012:execution:none:none shows it',
  },
  {
    what: 'watching',
    with: ['watch', 'arn:aws:states:us-east-1:123456789012:execution:none:none'],
    says: 'there is no execution arn:aws:states:us-east-1:123456789012:execution:none:none; npx hsm status lists them',
  },
])('$what where nothing is deployed is one line and exit code 2', async ({ with: parameters, says }) => {
  expectOneLine(await hsm(parameters, { variables: { AWS_ENDPOINT_URL: emulator.url } }), says);
});

test('hsm without a command, or with an unknown one, says what there is', async () => {
  expect(await hsm([])).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('provision [options]') });
  expect(await hsm(['teleport'])).toMatchObject({ exitCode: 2, stderr: "hsm: unknown command 'teleport'\n" });
  for (const words of [
    ['help', 'teleport'],
    ['teleport', '--help'],
  ])
    expectOneLine(await hsm(words), "unknown command 'teleport'; npx hsm --help shows which there are");
  expect(await hsm(['help', 'scale'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('hsm scale [options]') });
  expect(await hsm(['--version'])).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test.each([[provision], [['watch', 'production']], [['status']], [['emulator', 'advance', '--by', '1h', '--url', 'http://127.0.0.1:1']]])(
  'hsm %j prints one document with --json where it fails, and the same in words',
  async (parameters) => {
    const { exitCode, stdout, stderr } = await hsm([...parameters, '--json'], { variables: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });

    const { outcome, error } = JSON.parse(stdout) as { outcome: string; error: { name: string; message: string; remedy: string } };
    expect({ exitCode, outcome, name: error.name }).toEqual({ exitCode: 2, outcome: 'FAILED', name: 'EndpointUnreachable' });
    expect(error.remedy).toMatch(/\w/);
    expect(stderr).toContain(`hsm: ${error.message}`);
  },
);

test('hsm prints a document where the options are wrong, too', async () => {
  const { exitCode, stdout } = await hsm(['status', '--stage', '2nd', '--json']);

  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'FAILED',
    error: { name: 'BadOption', message: expect.stringContaining('--stage') },
  });
});

test('--verbose tells each call, and where an error comes from', async () => {
  const { stderr } = await hsm(['status', '--verbose'], { variables: { AWS_ENDPOINT_URL: emulator.url } });

  expect(stderr).toMatch(/^SFN ListStateMachines → 200$/m);
  expect(stderr).toMatch(/^ +at .*findStateMachine/m);
});

test('a change on AWS is asked for, and where nobody can be asked, --yes has to say so', async () => {
  const deployed = createServer((request, response) => {
    const machine = { name: 'cloudhsm-lifecycle-dev-provision', stateMachineArn: 'arn:machine', type: 'STANDARD', creationDate: 0 };
    const lists = request.headers['x-amz-target'] === 'AWSStepFunctions.ListStateMachines';
    response.writeHead(lists ? 200 : 404, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(lists ? { stateMachines: [machine] } : { __type: 'StateMachineDoesNotExist', message: 'gone' }));
  });
  await new Promise<void>((resolve) => deployed.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void deployed.close());
  const variables = { AWS_ENDPOINT_URL: `http://127.0.0.1:${(deployed.address() as AddressInfo).port}` };

  const asked = await hsm(provision, { variables });
  const agreed = await hsm([...provision, '--yes'], { variables });

  expectOneLine(
    asked,
    'this changes something real (production in us-east-1: 3 HSMs (hsm2m.medium), the key store hsm-backed-keystore; ',
    3,
  );
  expect(asked.stderr).toContain('and there is nobody to ask; give --yes');
  expect(agreed.stderr).toContain('StateMachineDoesNotExist');
});

test.skipIf(process.platform === 'win32')(
  'a machine without room is told as such, and no half of an environment file is left',
  async () => {
    const file = join(folder, 'cut.json');
    const line = (command: string) => run('bash', ['-c', `ulimit -f 0; ${command}`], { variables: { AWS_ENDPOINT_URL: emulator.url } });

    expectOneLine(await line(`hsm init --yes --name cut -o ${file}`), `-o ${file}: cannot be written (EFBIG: file too large, write)`);
    expect(existsSync(file)).toBe(false);

    const { exitCode, stderr } = await line('hsm provision -f examples/self-signed.json --local');
    expect(stderr).toContain('hsm: this machine does not let hsm write what it needs (EFBIG: file too large, write)');
    expect(exitCode).toBe(1);
  },
);

test('a port in use is said, and ends with exit code 2', async () => {
  const { port } = new URL(emulator.url);
  const { exitCode, stderr } = await hsm(['emulator', '--port', port]);
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(`hsm: port ${port} is in use: give another with --port`);
  expect(exitCode).toBe(2);
});

test('an emulator ends when the process that started it is killed', async () => {
  // as npx starts it
  const variables = { npm_lifecycle_event: 'npx' };
  const shell = start('sh', ['-c', 'hsm emulator --port 0 --json; true'], { variables });
  const { url } = JSON.parse(await shell.line('stdout', /^\{/)) as { url: string };
  expect((await fetch(url)).status).toBeGreaterThan(0);
  shell.signal('SIGKILL');
  await shell.ended; // its output is open as long as the emulator lives
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('an emulator that is told to end says no more and leaves exit code 0', async () => {
  const other = await startEmulatorCommand();
  const { exitCode, stderr } = await other.stop();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'starting the local AWS …\n' });
});

function expectOneLine(
  { exitCode, stdout, stderr }: { exitCode: number | null; stdout: string; stderr: string },
  says: string,
  code = 2,
): void {
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(`hsm: ${says}`)]);
  expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
}

test('a checkout whose packages are not installed says how they are', async () => {
  const checkout = join(folder, 'checkout');
  for (const part of ['cli', 'core', 'scripts/bundling', 'package.json'])
    cpSync(join(project, part), join(checkout, part), { recursive: true });
  const { exitCode, stderr } = await run('node', ['cli/bin/hsm.js', 'list'], { folder: checkout });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(/^hsm: Cannot find package '.*'; run `npm install` in .*\n$/),
  });
});

test('what a command names from another folder works there', async () => {
  const { stderr } = await hsm(['validate', '-f', 'none.json'], { folder });
  const [, named = ''] = /such as (.*)/.exec(stderr) ?? [];
  expect(await hsm(['validate', '-f', named], { folder })).toMatchObject({ exitCode: 0, stderr: '' });
  const elsewhere = await hsm(['list'], { folder, variables: { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, HOME: folder } });
  expect(elsewhere.stderr).toContain('`hsm emulator --deploy`');
});

test('a rehearsal that has no room gets it as it is told', async () => {
  const large = join(folder, 'large.json');
  writeFileSync(large, JSON.stringify({ ...withoutKeyStore({ name: 'large' }), hsmCount: 7 }));
  const refused = await hsm(['provision', '-f', large, '--local']);
  const [, remedy = ''] = /`npx hsm emulator (--deploy --param HsmQuota=7)`/.exec(refused.stderr) ?? [];
  const roomy = await startEmulatorCommand(...remedy.split(' '), '--durations', '0.1');
  const { exitCode, stderr } = await hsm(['provision', '-f', large], { variables: { AWS_ENDPOINT_URL: roomy.url } });
  await roomy.stop();
  expect(exitCode, stderr).toBe(0);
});
