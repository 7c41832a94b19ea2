import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type CommandOptions, type Ended, project, run, start } from './command.ts';

// What `npm pack` makes, in another project: its dependencies are links to those of here, so that nothing is fetched.

const folder = mkdtempSync(join(tmpdir(), 'package-'));
const checkout = join(folder, 'checkout');
const other = join(folder, 'other');
const installed = join(other, 'node_modules/cloudhsm-lifecycle');
let packed: { filename: string; files: { path: string }[] };
let manifest: { scripts?: unknown; bin: Record<string, string>; exports: Record<string, unknown>; dependencies: Record<string, string> };

beforeAll(async () => {
  copyOfCheckout();
  const { exitCode, stdout, stderr } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { folder: checkout });
  expect(exitCode, stdout + stderr).toBe(0);
  [packed] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [typeof packed];
  await install();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What packing reads, but for the sources of what `.serverless` and `dist` hold already. It changes package.json for a moment, which other tests read. */
const read = [
  ...[
    'cli',
    'core',
    'emulator',
    'scripts',
    'examples',
    'schema',
    'docs',
    'LICENSE',
    'README.md',
    'pkcs11',
    'tasks/hsm-users/client-sdk.tsv',
    'infrastructure/audit-member.yml',
  ],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.library.json', '.serverless', 'dist'],
];

function copyOfCheckout(): void {
  for (const path of read) cpSync(join(project, path), join(checkout, path), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(project, 'node_modules'), join(checkout, 'node_modules'));
  // `npm run check` has checked it, which takes as long again
  const config = join(checkout, 'tsconfig.library.json');
  const { compilerOptions, ...rest } = JSON.parse(readFileSync(config, 'utf8'));
  writeFileSync(config, JSON.stringify({ ...rest, compilerOptions: { ...compilerOptions, noCheck: true } }));
}

async function install(): Promise<void> {
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', installed, '--strip-components', '1']);
  manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as typeof manifest;
  for (const name of [...Object.keys(manifest.dependencies), '@types/node']) {
    const link = join(other, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(project, 'node_modules', name), link);
  }
  const dependencies = { 'cloudhsm-lifecycle': '*', '@types/node': '*', ...manifest.dependencies };
  writeFileSync(join(other, 'package.json'), JSON.stringify({ name: 'other', type: 'module', dependencies }));
  const { exitCode, stderr } = await there('npm', ['rebuild', '--ignore-scripts', '--offline', 'cloudhsm-lifecycle']);
  expect(exitCode, stderr).toBe(0);
}

/** Runs a program in the other project, without what stands on the PATH here: with this machine's Node, which may be 20. */
function there(program: string, parameters: string[], options: CommandOptions = {}): Promise<Ended> {
  return run(program, parameters, { folder: other, variables: { PATH: pathThere() }, ...options });
}

function pathThere(): string {
  const paths = (process.env.PATH ?? '').split(delimiter).filter((path) => !path.includes('node_modules'));
  return paths.join(delimiter);
}

test('the package holds built JavaScript with types, the packaged template, and no sources', () => {
  const paths = packed.files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['lib/emulator/index.js', 'lib/emulator/index.d.ts', 'lib/cli/hsm.js', 'examples/production.json']),
  );
  expect(paths).toContain('lib/.serverless/cloudformation-template-update-stack.json');
  expect(paths.filter((path) => !path.startsWith('examples/') && path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
  expect(manifest.bin).toEqual({ hsm: 'cli/bin/hsm.js' });
  expect(Object.keys(manifest.exports)).toContain('./emulator');
  expect(Object.keys(manifest.dependencies)).not.toContain('esbuild');
});

test('what its messages name is in it, and what only a checkout can run is not', () => {
  const paths = new Set(packed.files.map(({ path }) => path));
  const texts = globSync('lib/**/*.js', { cwd: installed }).map((file) => readFileSync(join(installed, file), 'utf8'));
  const named = new Set(texts.flatMap((text) => text.match(/\b(docs|examples|schema)\/[\w./-]+\.(md|json)\b/g) ?? []));
  expect(named.size).toBeGreaterThan(4);
  expect([...named].filter((path) => !paths.has(path))).toEqual([]);
  expect(manifest.scripts).toBeUndefined();
});

test('what was packed leaves package.json as it was', () => {
  expect(readFileSync(join(checkout, 'package.json'), 'utf8')).toBe(readFileSync(join(project, 'package.json'), 'utf8'));
});

test('a packing that failed leaves package.json as it was, once npm is gone', async () => {
  const own = () => readFileSync(join(checkout, 'package.json'), 'utf8');
  const before = own();
  const npm = start('cat', [], { typing: true });
  const { exitCode, stderr } = await run('node', ['scripts/package-json.ts', 'pack', String(npm.pid)], { folder: checkout });
  expect(exitCode, stderr).toBe(0);
  expect(own()).toContain('"bin"');
  npm.signal('SIGKILL');
  await npm.ended;
  await vi.waitUntil(() => own() === before, { timeout: 30_000 });
});

test('npx hsm emulator runs in the other project', async () => {
  const emulator = start('npx', ['hsm', 'emulator', '--port', '0', '--json'], { folder: other, variables: { PATH: pathThere() } });
  onTestFinished(async () => {
    emulator.signal('SIGTERM');
    await emulator.ended;
  });
  const { url, bin } = JSON.parse(await emulator.line('stdout', /^\{/)) as { url: string; bin: string };
  expect(await (await fetch(`${url}/_emulator/health`)).json()).toMatchObject({ status: 'ok', bin });
});

test('a Node that is too old is told so', async () => {
  const older = `data:text/javascript,Object.defineProperty(process, 'version', { value: 'v18.20.8' })`;
  const command = 'node_modules/cloudhsm-lifecycle/cli/bin/hsm.js';
  const { exitCode, stderr } = await there('node', ['--import', older, command, 'list']);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(/^hsm: this is Node v18\.20\.8, and hsm needs 20 or later; /),
  });
});

test('the greeting of an emulator there names what is there', async () => {
  const emulator = start('npx', ['hsm', 'emulator', '--port', '0', '--deploy'], { folder: other, variables: { PATH: pathThere() } });
  onTestFinished(async () => {
    emulator.signal('SIGTERM');
    await emulator.ended;
  });
  const [, file = ''] = /-f (.*)/.exec(await emulator.line('stdout', /npx hsm provision/)) ?? [];
  expect(existsSync(join(other, file))).toBe(true);
});

test('hsm provision rehearses there with what the package brings', async () => {
  const file = 'node_modules/cloudhsm-lifecycle/examples/production.json';
  const { exitCode, stdout, stderr } = await there('npx', ['hsm', 'provision', '-f', file, '--local', '--durations', '0.1', '--json']);
  expect(exitCode, stderr).toBe(0);
  expect(stderr).not.toContain('Warning');
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'SUCCEEDED', keyStore: { state: 'CONNECTED', proof: true } });
});

const use = `
import { AwsError, readTemplate, startEmulator, type Emulator } from 'cloudhsm-lifecycle/emulator';

const aws: Emulator = await startEmulator({ seed: 3, account: { quotas: { clusters: 1 } } });
const template = readTemplate('Resources: { Letters: { Type: AWS::SQS::Queue } }');
const { resources } = await aws.deploy({ template, artifacts: '.', stackName: 'mine' });
aws.home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
aws.home.kms.failNextConnection('NETWORK_ERRORS');
aws.home.faults.inject({ operation: 'kms:CreateKey', when: 'after', error: new AwsError('Lost', 'lost', { status: 500 }) });
await aws.home.clock.advance(3600);
const health = (await (await fetch(aws.url + '/_emulator/health')).json()) as { now: string };
console.log(JSON.stringify({ now: health.now, type: resources.Letters!.type }));
await aws.stop();
`;
const wrong = `aws.home.cloudhsmv2.fates.hsms.push({ ends: 'nicely' });`;

test('a CommonJS program requires it', async () => {
  writeFileSync(join(other, 'use.cjs'), "require('cloudhsm-lifecycle/emulator').startEmulator().then((aws) => aws.stop());");
  expect(await there('node', ['--no-warnings', 'use.cjs'])).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
});

test('a TypeScript program that uses the emulator type-checks, a wrong one does not, and it runs', async () => {
  const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, types: ['node'] };
  writeFileSync(join(other, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts', 'wrong.ts'] }));
  writeFileSync(join(other, 'use.ts'), use);
  writeFileSync(join(other, 'wrong.ts'), `${use}${wrong}\n`);
  const found = await run(join(project, 'node_modules/.bin/tsc'), [], { folder: other });
  expect(found.stdout.trim().split('\n')).toEqual([
    expect.stringMatching(/^wrong\.ts\(\d+,\d+\): error TS2322: Type '"nicely"' is not assignable/),
  ]);
  const { stdout, stderr } = await there('node', ['use.js']);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ now: '2026-01-05T10:00:00.000Z', type: 'AWS::SQS::Queue' });
});
