import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { createFunction, invoke, lambdaAws, logged } from './functions.ts';

const one = 'export const handler = async () => 1;';

async function seconds(emulator: Emulator, run: () => Promise<unknown>): Promise<number> {
  const start = emulator.home.clock.now();
  await run();
  return (emulator.home.clock.now() - start) / 1000;
}

describe('invocations in virtual time', () => {
  it('cost a cold start, then a warm one, as the seed says', async () => {
    const emulator = await lambdaAws();
    const { home } = emulator;
    createFunction(emulator, 'one', one);
    const cold = await seconds(emulator, () => invoke(emulator, 'one'));
    const warm = await seconds(emulator, () => invoke(emulator, 'one'));
    expect(cold).toBeCloseTo(home.duration('coldStart', 'one', 0) + home.duration('invoke', 'one', 0), 2);
    expect(warm).toBeCloseTo(home.duration('invoke', 'one', 1), 2);
  });

  it('are cold when all environments are in use, and after ten idle minutes', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'one', one);
    const starts = () => [...emulator.home.logs.groups.get('/aws/lambda/one')!.streams.keys()].length;
    await Promise.all([invoke(emulator, 'one'), invoke(emulator, 'one')]);
    expect(starts()).toBe(2);
    await Promise.all([invoke(emulator, 'one'), invoke(emulator, 'one')]);
    expect(starts()).toBe(2);
    await emulator.home.clock.advance(601);
    await invoke(emulator, 'one');
    expect(starts()).toBe(3);
    expect(logged(emulator, 'one').filter((line) => line.includes('Init Duration'))).toHaveLength(3);
  });

  it('run their code one after another in the order of the seed, however they are scheduled', async () => {
    const orders: string[] = [];
    for (let run = 0; run < 2; run++) {
      const emulator = await lambdaAws();
      const print = `export const handler = async (event) => {
        const end = performance.now() + event.delay;
        while (performance.now() < end) await new Promise(setImmediate);
        console.log(event.n);
      };`;
      for (let n = 0; n < 6; n++) createFunction(emulator, `f${n}`, print);
      const real = run === 0 ? [20, 0, 10, 0, 5, 0] : [0, 5, 0, 20, 0, 10];
      await Promise.all(real.map((delay, n) => invoke(emulator, `f${n}`, { n, delay })));
      const lines = [...emulator.home.logs.groups.values()].flatMap(({ streams }) => [...streams.values()].flatMap(({ events }) => events));
      const printed = lines.filter(({ message }) => message.includes('\tINFO\t')).toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
      orders.push(printed.map(({ timestamp, message }) => `${timestamp} ${message}`).join('\n'));
    }
    expect(orders[0]!.split('\n')).toHaveLength(6);
    expect(orders[1]).toBe(orders[0]);
  });

  it('see the time that it is there, whoever asks for it and how', async () => {
    const emulator = await lambdaAws();
    const source = `
      const loaded = new Date();
      export const handler = async () => ({
        loaded,
        now: Date.now(),
        date: new Date().toISOString(),
        text: Date.parse(Date()),
        given: [new Date(0), new Date('2020-02-20'), new Date(2020, 1, 20)].every((date) => date instanceof Date && date.constructor === Date),
        own: new (class extends Date {})().getTime(),
      });`;
    createFunction(emulator, 'tells', source);
    for (const elapsed of [0, 86_400]) {
      await emulator.home.clock.advance(elapsed);
      const start = emulator.home.clock.now();
      const { payload } = await invoke(emulator, 'tells');
      const told = [payload.now, Date.parse(payload.date), payload.text, payload.own];
      // a text of the time has no milliseconds; code that takes its real time is seen to take it
      for (const time of told) expect(time - start).toBeGreaterThan(-1000);
      for (const time of told) expect(time - start).toBeLessThan(10_000);
      expect(payload.given).toBe(true);
      if (elapsed === 0) expect(Math.abs(Date.parse(payload.loaded) - start)).toBeLessThan(10_000);
    }
  });

  it('hold the clock while their code runs', async () => {
    const emulator = await lambdaAws();
    const source = `export const handler = async () => {
      const end = performance.now() + 60;
      while (performance.now() < end) await new Promise(setImmediate);
    };`;
    createFunction(emulator, 'slow', source);
    await invoke(emulator, 'slow');
    let fired = false;
    const invoked = seconds(emulator, () => invoke(emulator, 'slow'));
    emulator.home.clock.after('drive', 1, 'a second later', () => {
      fired = true;
    });
    expect(await invoked).toBeLessThan(1);
    expect(fired).toBe(false);
  });

  it('let functions invoke each other, more deeply than there are workers', async () => {
    const emulator = await lambdaAws();
    const source = `export const handler = async ({ depth }) => {
      if (depth === 0) return 'bottom';
      const path = '/2015-03-31/functions/nested/invocations';
      const authorization = \`AWS4-HMAC-SHA256 Credential=\${process.env.AWS_ACCESS_KEY_ID}/20260101/us-east-1/lambda/aws4_request\`;
      const response = await fetch(process.env.AWS_ENDPOINT_URL + path, { method: 'POST', headers: { authorization }, body: JSON.stringify({ depth: depth - 1 }) });
      return response.json();
    };`;
    createFunction(emulator, 'nested', source);
    expect((await invoke(emulator, 'nested', { depth: 4 })).payload).toBe('bottom');
  });
});

describe('a time limit', () => {
  const timedOut = (emulator: Emulator, name: string, limit: string) => ({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${emulator.home.random.uuid('invocation', name, 0)} Error: Task timed out after ${limit} seconds`,
  });

  it('ends code that hangs, at virtual start and limit', async () => {
    const emulator = await lambdaAws();
    const { home } = emulator;
    home.lambda.watchdogSeconds = 0.2;
    createFunction(emulator, 'hangs', 'export const handler = async () => { for (;;); };', { timeoutSeconds: 60 });
    const start = home.clock.now();
    const { error, payload, log } = await invoke(emulator, 'hangs');
    expect(error).toBe('Unhandled');
    expect(payload).toEqual(timedOut(emulator, 'hangs', '60.00'));
    expect((home.clock.now() - start) / 1000).toBeCloseTo(home.duration('coldStart', 'hangs', 0) + 60, 2);
    expect(log).toMatch(/Task timed out after 60.00 seconds\n/);
    expect(log).toContain('Status: timeout');
  });

  it('ends code that waits in virtual time, at virtual start and limit', async () => {
    const emulator = await lambdaAws();
    const { home } = emulator;
    home.account.durations = { invoke: [20, 20] };
    createFunction(emulator, 'slow', 'export const handler = async () => 1;', { timeoutSeconds: 600 });
    const source = `export const handler = async () => {
      const headers = { authorization: \`Credential=\${process.env.AWS_ACCESS_KEY_ID}/\` };
      await fetch(process.env.AWS_ENDPOINT_URL + '/2015-03-31/functions/slow/invocations', { method: 'POST', headers, body: '{}' });
      return 'too late';
    };`;
    createFunction(emulator, 'waits', source, { timeoutSeconds: 15 });
    const start = home.clock.now();
    const { payload } = await invoke(emulator, 'waits');
    expect(payload).toEqual(timedOut(emulator, 'waits', '15.00'));
    expect((home.clock.now() - start) / 1000).toBeCloseTo(home.duration('coldStart', 'waits', 0) + 15, 2);
  });

  it('starts the next invocation cold', async () => {
    const emulator = await lambdaAws();
    emulator.home.lambda.watchdogSeconds = 0.1;
    createFunction(emulator, 'hangs', 'export const handler = async ({ hang }) => { while (hang); return 1; };', { timeoutSeconds: 1 });
    await invoke(emulator, 'hangs', { hang: true });
    expect((await invoke(emulator, 'hangs')).log).toContain('Init Duration');
  });
});
