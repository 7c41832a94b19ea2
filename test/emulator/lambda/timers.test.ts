import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { createFunction, invoke, lambdaAws, logged } from './functions.ts';

/** One for all: a thread takes longer to come up than such a function to run. */
let aws: Emulator;
let functions = 0;
beforeAll(async () => {
  aws = await startEmulator();
});
afterAll(() => aws.stop());

/** A function of this body, and what it answers and how many virtual seconds it takes. */
async function answered(body: string, rest: object = {}) {
  const name = `waits-${++functions}`;
  createFunction(aws, name, `${imports}\nexport const handler = async (event, context) => { ${body} };`, {
    timeoutSeconds: 300,
    ...rest,
  });
  const start = aws.home.clock.now();
  const invoked = await invoke(aws, name);
  return { ...invoked, name, seconds: (aws.home.clock.now() - start) / 1000 };
}

/** Virtual milliseconds. */
function betweenLastCalls(): number {
  const [one, other] = aws.cloud.kernel.calls.requests.slice(-2);
  return other!.at - one!.at;
}

/** The URL of a server that answers this late by this machine's time. */
async function serverThatTakes(milliseconds: number): Promise<string> {
  const server = createServer((_, response) => setTimeout(() => response.end('slow'), milliseconds).unref()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const imports = `
import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:net';
import { setInterval as each, setTimeout as later } from 'node:timers/promises';
import { promisify } from 'node:util';
import { request } from 'node:http';
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const scope = process.env.AWS_ACCESS_KEY_ID + '/20260105/us-east-1/sts/aws4_request';
const headers = {
  authorization: 'AWS4-HMAC-SHA256 Credential=' + scope + ', SignedHeaders=host, Signature=0',
  'content-type': 'application/x-www-form-urlencoded',
};
const ask = (sent = () => {}) => new Promise((resolve, reject) => {
  const asking = request(process.env.AWS_ENDPOINT_URL, { method: 'POST', headers }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode)));
  asking.on('error', reject).on('finish', sent).end('Action=GetCallerIdentity&Version=2011-06-15');
});
const compute = (milliseconds) => { const start = performance.now(); while (performance.now() - start < milliseconds); };`;

describe('a function that waits', () => {
  it('finds that time has gone on meanwhile, for itself and for AWS', async () => {
    let happened = 0;
    aws.home.clock.after('ride', 60, 'something of AWS', () => (happened = aws.home.clock.now()));
    const start = aws.home.clock.now();
    const { payload, seconds } = await answered(
      'const before = Date.now(); await pause(120_000); return Math.round((Date.now() - before) / 1000);',
    );
    expect(payload).toBe(120);
    expect(seconds).toBeGreaterThanOrEqual(120);
    expect(seconds).toBeLessThan(121);
    expect(happened - start).toBe(60_000);
  });

  it.each([
    ['asks again and again', 'let tries = 0; while (tries < 5) { tries++; await pause(2000); } return tries;', 5, 10],
    ['waits by a promise of Node', "return later(3000, 'value');", 'value', 3],
    ['waits by a promise made of it', 'await promisify(setTimeout)(4000); return 1;', 1, 4],
    ['counts by an interval', 'let n = 0; for await (const _ of each(1000)) if (++n === 3) return n;', 3, 3],
    [
      'counts by an interval and ends it by its number',
      'let n = 0; const id = +0 || setInterval(() => n++, 1000); await pause(3500); clearInterval(id); await pause(5000); return n;',
      3,
      8.5,
    ],
    [
      'sets more than one',
      "const told = []; setTimeout(() => told.push('b'), 2000); setTimeout(() => told.push('a'), 1000); await pause(2000); return told;",
      ['a', 'b'],
      2,
    ],
    [
      'gives up',
      'return later(9000, 0, { signal: AbortSignal.abort() }).catch(({ name, code }) => name + code);',
      'AbortErrorABORT_ERR',
      0,
    ],
    [
      'puts it off',
      'const t = setTimeout(() => {}, 1000); await pause(500); t.refresh(); const at = Date.now(); await new Promise((r) => setTimeout(r, 1000)); return t.hasRef();',
      true,
      1.5,
    ],
    [
      'is told how long it still may',
      'const left = context.getRemainingTimeInMillis(); await pause(7000); return left - context.getRemainingTimeInMillis();',
      7000,
      7,
    ],
    [
      'aborts what takes too long',
      'const signal = AbortSignal.timeout(10_000); let n = 0; while (!signal.aborted) { await pause(1000); n++; } return [n, signal.reason.name];',
      [10, 'TimeoutError'],
      10,
    ],
    [
      'measures by clocks without a date',
      'const t = performance.now(), h = process.hrtime(); let n = 0; while (performance.now() - t < 9500) { await pause(1000); n++; } return [n, process.hrtime(h)[0]];',
      [10, 10],
      10,
    ],
    [
      'finds no clock back after work that took longer than it slept',
      'const t = performance.now(); while (performance.now() - t < 200); const before = Date.now(); await pause(10); return Date.now() - before >= 10;',
      true,
      0,
    ],
    [
      'keeps what belongs to a request',
      'return new AsyncLocalStorage().run(7, () => new Promise((resolve) => { const als = new AsyncLocalStorage(); als.run(8, () => setTimeout(() => resolve(als.getStore()), 1000)); }));',
      8,
      1,
    ],
    ['is given its timer', 'return new Promise((r) => { const t = setTimeout(function () { r(this === t); }, 1000); });', true, 1],
    ['ends a timer by its number', 'let n = 0; clearTimeout(+setTimeout(() => n++, 1000)); await pause(2000); return n;', 0, 2],
    [
      'keeps an ended timer ended',
      'let n = 0; const t = setTimeout(() => n++, 9); clearTimeout(t); t.refresh(); await pause(99); return n;',
      0,
      0,
    ],
    [
      'has a connection open',
      "const server = createServer().listen(0, '127.0.0.1'); for (let i = 0; i < 3; i++) await pause(100); server.close(); return 'ok';",
      'ok',
      0.3,
    ],
    [
      'is never idle',
      'let over = false; setTimeout(() => (over = true), 100); while (!over) await new Promise(setImmediate); return 1;',
      1,
      0.1,
    ],
    ['has a timer of this machine', "const t = setInterval(() => {}, 1); await pause(100); clearInterval(t); return 'ok';", 'ok', 0.1],
  ])('%s', async (_, body, expected, wanted) => {
    const { payload, seconds } = await answered(body);
    expect(payload).toEqual(expected);
    expect(seconds).toBeGreaterThanOrEqual(wanted);
    expect(seconds).toBeLessThan(wanted + 0.9);
  });

  it('is ended by its time limit, and time goes on no further for it', async () => {
    const { payload, seconds } = await answered('await pause(1_000_000);', { timeoutSeconds: 3 });
    expect(payload.errorMessage).toContain('Task timed out after 3.00 seconds');
    const ended = aws.home.clock.now();
    await aws.home.clock.idle();
    expect(seconds).toBeLessThan(4);
    expect(aws.home.clock.now()).toBe(ended);
  });

  it('is ended by its time limit where it waits while it is loaded', async () => {
    const source = 'for (let n = 0; n < 1000; n++) await new Promise((r) => setTimeout(r, 5000)); export const handler = async () => 1;';
    createFunction(aws, 'loads', source, { timeoutSeconds: 3 });
    const start = aws.home.clock.now();
    expect((await invoke(aws, 'loads')).payload.errorMessage).toContain('Task timed out after 3.00 seconds');
    expect(aws.home.clock.now() - start).toBeLessThan(4000);
  });

  it('gives up on a server that does not answer, when this machine has waited as long', async () => {
    const url = await serverThatTakes(60_000);
    const { payload, seconds } = await answered(`return Promise.race([fetch('${url}'), pause(500).then(() => 'gave up')]);`);
    expect(payload).toBe('gave up');
    expect(seconds).toBeGreaterThanOrEqual(0.5);
    expect(seconds).toBeLessThan(2);
  });

  it('does not give up on a slow server early, whatever other timers there are', async () => {
    const url = await serverThatTakes(700);
    const { payload } = await answered(`
      const ended = setTimeout(() => {}, 100);
      setTimeout(() => clearTimeout(ended), 50);
      setTimeout(() => {}, 400);
      const start = performance.now();
      while (performance.now() - start < 300) await new Promise(setImmediate);
      return Promise.race([fetch('${url}').then((response) => response.text()), pause(5000).then(() => 'gave up')]);`);
    expect(payload).toBe('slow');
  });

  it('finds that no time has passed beside a request, however late it comes to read the answer', async () => {
    const { payload } = await answered(`
      const limit = setTimeout(() => {}, 100);
      const status = await ask(() => setImmediate(() => compute(300)));
      clearTimeout(limit);
      return [status, await ask()];`);
    expect(payload).toEqual([200, 200]);
    expect(betweenLastCalls()).toBe(0);
  });

  it('is not kept by what need not keep it', async () => {
    const { payload } = await answered('setTimeout(() => {}, 5000).unref(); await new Promise(() => {});');
    expect(payload.errorType).toBe('Runtime.NodeJsExit');
  });

  it('sleeps beside many others, though there is one thread for all that do not', async () => {
    const aws = await lambdaAws();
    createFunction(aws, 'sleeps', `${imports}\nexport const handler = async ({ n }) => { await pause(60_000 + n); return n; };`, {
      timeoutSeconds: 90,
    });
    const all = await Promise.all(Array.from({ length: 8 }, (_, n) => invoke(aws, 'sleeps', { n })));
    expect(all.map(({ payload }) => payload)).toEqual(all.map((_, n) => n));
  });

  it('goes on at its next invocation with what it left waiting, and no other function does', async () => {
    const { name } = await answered("if (event.again) await pause(10); else setTimeout(() => console.log('late'), 1000);");
    createFunction(aws, 'other', 'export const handler = async () => { await new Promise((resolve) => setTimeout(resolve, 5000)); };');
    await invoke(aws, 'other');
    const late = () => logged(aws, name).filter((line) => line.includes('late')).length;
    expect(late()).toBe(0);
    await invoke(aws, name, { again: true });
    expect(late()).toBe(1);
  });

  it('fails by what a timer throws', async () => {
    const { payload } = await answered("setTimeout(() => { throw new RangeError('late'); }, 1000); await pause(2000);");
    expect(payload).toMatchObject({ errorType: 'RangeError', errorMessage: 'late' });
  });
});
