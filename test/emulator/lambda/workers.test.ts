import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Workers } from '../../../emulator/services/lambda/workers.ts';
import { run } from '../../e2e/command.ts';
import { createFunction, invoke, lambdaAws, zip } from './functions.ts';

const counting = `import { threadId } from 'node:worker_threads';
  let count = 0;
  export const handler = async () => ({ count: ++count, threadId });`;

describe('emulators of one process', () => {
  it('run their functions in the same thread, and each keeps to itself what its functions keep', async () => {
    const [one, other] = [await lambdaAws(), await lambdaAws()];
    for (const emulator of [one, other]) createFunction(emulator, 'counting', counting);
    const answers = [];
    for (const emulator of [one, other, one, other]) answers.push((await invoke(emulator, 'counting')).payload);
    expect(answers.map(({ count }) => count)).toEqual([1, 1, 2, 2]);
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(1);
  });

  it('keep apart what two functions of the same code keep', async () => {
    const emulator = await lambdaAws();
    for (const name of ['first', 'second']) createFunction(emulator, name, counting);
    const answers = [];
    for (const name of ['first', 'second', 'first']) answers.push((await invoke(emulator, name)).payload.count);
    expect(answers).toEqual([1, 1, 2]);
  });

  it('keep for a function that others call what it keeps', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'counting', counting);
    const calls = `export const handler = async () => (await fetch(process.env.AWS_ENDPOINT_URL + '/2015-03-31/functions/counting/invocations', {
      method: 'POST', body: '{}', headers: { authorization: 'Credential=' + process.env.AWS_ACCESS_KEY_ID + '/' } })).json();`;
    const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const allowed = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };
    const roleArn = emulator.home.iam.putRole({
      roleName: 'calls',
      assumeRolePolicy: { Version: '2012-10-17', Statement: [trust] },
      policies: [{ policyName: 'allowed', policyDocument: { Version: '2012-10-17', Statement: [allowed] } }],
    });
    createFunction(emulator, 'calling', calls, { roleArn });
    const answers = [];
    for (let turn = 0; turn < 3; turn++) answers.push((await invoke(emulator, 'calling')).payload.count);
    expect(answers).toEqual([1, 2, 3]);
  });

  it('forget at a reset what functions have kept', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'counting', counting);
    await invoke(emulator, 'counting');
    emulator.reset();
    createFunction(emulator, 'counting', counting);
    expect((await invoke(emulator, 'counting')).payload.count).toBe(1);
  });
});

describe('a cache', () => {
  it('keeps a bundle, and what V8 has made of it, beyond the emulator', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'cache-'));
    onTestFinished(() => rmSync(cache, { recursive: true }));
    for (let start = 1; start <= 2; start++) {
      const emulator = await lambdaAws({ cache });
      createFunction(emulator, 'counting', counting);
      expect((await invoke(emulator, 'counting')).payload.count).toBe(1);
      await emulator.stop();
    }
    expect(readdirSync(join(cache, 'bundles/0')).toSorted()).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}-0$/),
      expect.stringMatching(/^[0-9a-f]{32}-0\.zip$/),
    ]);
    expect(readdirSync(join(cache, 'compiled'), { recursive: true, withFileTypes: true }).some((entry) => entry.isFile())).toBe(true);
  });

  it('has no say in what a function is: the package that it is in is not one of the function', async () => {
    const project = mkdtempSync(join(tmpdir(), 'project-'));
    onTestFinished(() => rmSync(project, { recursive: true }));
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    const cache = join(project, 'node_modules/.cache/functions');
    mkdirSync(cache, { recursive: true });
    const emulator = await lambdaAws({ cache });
    // as bundlers write it: nobody can read off what it exports
    const code = zip({ 'index.js': 'const all = {}; module.exports = all; all.handler = async () => 1;' });
    createFunction(emulator, 'bundled', '', { code });
    expect((await invoke(emulator, 'bundled')).payload).toBe(1);
  });
});

describe('a process that does what one did before', () => {
  const load = `import { appendFileSync } from 'node:fs';
    appendFileSync(process.env.LOADED, 'loaded ');
    export const handler = async () => 'done';`;

  it('loads the same functions before it is asked, with none of the credentials of then', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'cache-'));
    onTestFinished(() => rmSync(cache, { recursive: true }));
    const LOADED = join(cache, 'loaded.txt');
    const options = { cache, keepNothing: true, purpose: 'counting' };
    const before = new Workers(options);
    const emulator = await lambdaAws({ workers: before });
    createFunction(emulator, 'loading', load, { environment: { LOADED } });
    await invoke(emulator, 'loading');
    await before.close();
    expect(readFileSync(join(cache, 'loaded/counting.json'), 'utf8')).not.toMatch(/SECRET|TOKEN|ACCESS_KEY/);

    const after = new Workers(options);
    onTestFinished(() => after.close());
    after.warmUp();
    await vi.waitFor(() => expect(readFileSync(LOADED, 'utf8')).toBe('loaded loaded '), 10_000);
  });

  it('goes on with the rest of them whenever nothing is asked', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'cache-'));
    onTestFinished(() => rmSync(cache, { recursive: true }));
    const LOADED = join(cache, 'loaded.txt');
    const options = { cache, keepNothing: true, purpose: 'counting' };
    const names = ['first', 'second', 'third'];
    const start = async (workers: Workers) => {
      const emulator = await lambdaAws({ workers });
      for (const name of names) createFunction(emulator, name, `${load} // ${name}`, { environment: { LOADED } });
      return emulator;
    };
    const before = new Workers(options);
    const emulator = await start(before);
    for (const name of names) await invoke(emulator, name);
    await before.close();

    const after = new Workers(options);
    onTestFinished(() => after.close());
    const again = await start(after);
    after.warmUp();
    // its task is there before the thread is
    await invoke(again, 'third');
    await vi.waitFor(() => expect(readFileSync(LOADED, 'utf8')).toBe('loaded '.repeat(6)), 10_000);
  });
});

describe('functions of one thread', () => {
  const asking = (keepAlive: boolean) => `import { Agent, get } from 'node:http';
    const agent = new Agent({ keepAlive: ${keepAlive} });
    export const handler = () => new Promise((resolve, reject) => {
      get(process.env.AWS_ENDPOINT_URL, { agent }, (response) => {
        const { localPort } = response.socket;
        response.resume().on('end', () => setImmediate(resolve, localPort));
      }).on('error', reject);
    });`;

  it.each([
    { keepAlive: true, connections: 1 },
    { keepAlive: false, connections: 2 },
  ])('have $connections connections to AWS where their clients say keepAlive: $keepAlive', async ({ keepAlive, connections }) => {
    const emulator = await lambdaAws();
    const ports = new Set<number>();
    for (const name of ['one', 'other']) {
      createFunction(emulator, name, `${asking(keepAlive)} // ${name}`);
      ports.add((await invoke(emulator, name)).payload);
    }
    expect(ports.size).toBe(connections);
  });
});

it('a program that has nothing else to do waits until its workers have ended', async () => {
  const workers = new URL('../../../emulator/services/lambda/workers.ts', import.meta.url).href;
  const program = `const { Workers } = await import('${workers}'); const some = new Workers(); some.pool.warmUp(); await some.close(); console.log('ended');`;
  const { exitCode, stdout } = await run(process.execPath, ['--input-type=module', '-e', program]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'ended\n' });
});
