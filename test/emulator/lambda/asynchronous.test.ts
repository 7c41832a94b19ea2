import { describe, expect, it } from 'vitest';
import { createFunction, invoke, lambdaAws, logged } from './functions.ts';

describe('an asynchronous invocation', () => {
  it('is accepted at once and runs in the background', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'prints', 'export const handler = async (event) => { console.log(event.n); };');
    const start = emulator.home.clock.now();
    expect(await invoke(emulator, 'prints', { n: 5 }, { InvocationType: 'Event' })).toMatchObject({ status: 202, payload: undefined });
    expect(emulator.home.clock.now()).toBe(start);
    await emulator.home.clock.idle();
    expect(logged(emulator, 'prints').filter((line) => line.endsWith('\tINFO\t5'))).toHaveLength(1);
  });

  it('that fails is tried twice more, after one and two minutes, under the same request id', async () => {
    const emulator = await lambdaAws();
    const { home } = emulator;
    createFunction(emulator, 'fails', `export const handler = async () => { throw new Error('no'); };`);
    const start = home.clock.now();
    await invoke(emulator, 'fails', {}, { InvocationType: 'Event' });
    await home.clock.idle();
    const starts = [...home.logs.groups.get('/aws/lambda/fails')!.streams.values()]
      .flatMap(({ events }) => events)
      .filter(({ message }) => message.startsWith('START'));
    expect(new Set(starts.map(({ message }) => message)).size).toBe(1);
    expect(starts.map(({ timestamp }) => Math.round((timestamp - start) / 60_000))).toEqual([0, 1, 3]);
    expect(logged(emulator, 'fails').filter((line) => line.startsWith('REPORT'))).toHaveLength(3);
  });
});
