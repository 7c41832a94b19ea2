import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { Workers } from '../../../emulator/services/lambda/workers.ts';
import { createFunction, invoke, lambdaAws, logged } from './functions.ts';

describe('a failing function', () => {
  /** One for those that look at nothing but an answer: a thread takes longer to come up than such a function to fail. */
  let common: Emulator;
  let functions = 0;
  beforeAll(async () => {
    common = await startEmulator();
  });
  afterAll(() => common.stop());

  it('answers what it throws, named by the error, with a trace as on Lambda', async () => {
    const emulator = await lambdaAws();
    createFunction(
      emulator,
      'throws',
      `class ClusterDegraded extends Error { constructor(m) { super(m); this.name = 'ClusterDegraded'; } }
       export const handler = async () => { throw new ClusterDegraded('hsm lost'); };`,
    );
    const { status, error, payload } = await invoke(emulator, 'throws');
    expect({ status, error }).toEqual({ status: 200, error: 'Unhandled' });
    expect(payload).toMatchObject({ errorType: 'ClusterDegraded', errorMessage: 'hsm lost' });
    expect(payload.trace[0]).toBe('ClusterDegraded: hsm lost');
    expect(payload.trace[1]).toMatch(/^ {4}at .*file:\/\/\/var\/task\/index\.mjs:2:\d+\)$/);
    expect(payload.trace.join('\n')).not.toContain(emulator.home.folder);
  });

  it('has the same trace whatever its worker loaded before', async () => {
    const emulator = await lambdaAws();

    const source = `if (!globalThis.loadedOnce) { globalThis.loadedOnce = true; throw new Error('at first'); }
      export const handler = async () => { throw new Error('later'); };`;
    createFunction(emulator, 'broken', source);
    createFunction(emulator, 'other', `export const handler = async () => { throw new Error('other'); };`);
    await invoke(emulator, 'other');
    const traces = [];
    for (let count = 0; count < 3; count++) traces.push((await invoke(emulator, 'broken')).payload.trace.join('\n'));
    expect(traces[1]).toMatch(/^Error: later\n {4}at .*file:\/\/\/var\/task\/index\.mjs:2:\d+\)/);
    expect(traces[2]).toBe(traces[1]);
  });

  it.each([
    ['a string', `throw 'text';`, { errorType: 'string', errorMessage: 'text', trace: [] }],
    ['an object', `throw { code: 1 };`, { errorType: 'object', errorMessage: '[object Object]', trace: [] }],
    ['nothing', 'throw undefined;', { errorType: 'handled', errorMessage: expect.any(String) }],
  ])('answers %s thrown', async (_, statement, expected) => {
    const name = `throws-${++functions}`;
    createFunction(common, name, `export const handler = async () => { ${statement} };`);
    expect((await invoke(common, name)).payload).toEqual(expected);
  });

  it.each([
    ['a syntax error', 'export const handler = async () => {', 'index.handler', 'Runtime.UserCodeSyntaxError'],
    ['a handler file that is missing', 'export const handler = 1;', 'main.handler', 'Runtime.ImportModuleError'],
    ['a handler that is not exported', 'export const other = 1;', 'index.handler', 'Runtime.HandlerNotFound'],
    ['a handler that is no function', 'export const handler = 1;', 'index.handler', 'Runtime.HandlerNotFound'],
    ['a malformed handler name', 'export const handler = 1;', 'index', 'Runtime.MalformedHandlerName'],
    ['an error while it loads', `throw new RangeError('at load');`, 'index.handler', 'RangeError'],
    [
      'a promise that nothing will settle',
      'export const handler = async () => new Promise(() => {});',
      'index.handler',
      'Runtime.NodeJsExit',
    ],
    [
      'an error outside of its promise',
      'export const handler = async () => { setTimeout(() => { throw new RangeError(); }, 1); return new Promise(() => {}); };',
      'index.handler',
      'RangeError',
    ],
    [
      'a rejection that nobody handles',
      `export const handler = async () => { Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 50)); };`,
      'index.handler',
      'Runtime.UnhandledPromiseRejection',
    ],
    ['an answer that is not JSON', 'export const handler = async () => { const a = {}; a.a = a; return a; };', 'index.handler', 'Error'],
    ['an answer over 6 MB', `export const handler = async () => 'x'.repeat(6_291_556);`, 'index.handler', 'Function.ResponseSizeTooLarge'],
  ])('answers %s', async (_, source, handler, errorType) => {
    const [broken, sound] = [`broken-${++functions}`, `sound-${functions}`];
    createFunction(common, broken, source, { handler });
    expect(await invoke(common, broken)).toMatchObject({ error: 'Unhandled', payload: { errorType } });
    // and the next invocation finds a worker again
    createFunction(common, sound, 'export const handler = async () => 1;');
    expect((await invoke(common, sound)).payload).toBe(1);
  });

  it.each([
    [0, 'Runtime exited without providing a reason'],
    [3, 'Runtime exited with error: exit status 3'],
  ])('answers process.exit(%i)', async (code, reason) => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'exits', `export const handler = async () => { console.log('before'); process.exit(${code}); };`);
    const { error, payload } = await invoke(emulator, 'exits');
    const requestId = emulator.home.random.uuid('invocation', 'exits', 0);
    expect(error).toBe('Unhandled');
    expect(payload).toEqual({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason}` });
    expect(logged(emulator, 'exits').join('\n')).toContain('\tINFO\tbefore');
  });

  it.each(['process.pid', '0'])('that kills what it takes for its process (%s) ends by itself', async (pid) => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'kills', `export const handler = async () => process.kill(${pid}, 'SIGKILL');`);
    expect((await invoke(emulator, 'kills')).payload.errorMessage).toMatch(/Error: Runtime exited with error: exit status 137$/);
    createFunction(emulator, 'looks', 'export const handler = async () => process.kill(process.pid, 0);');
    expect((await invoke(emulator, 'looks')).payload).toBe(true);
  });

  it('that rejects a promise behind its answer takes its thread along, and another one takes its place', async () => {
    const workers = new Workers({ threads: 1 });
    onTestFinished(() => workers.close());
    const emulator = await lambdaAws({ workers });
    createFunction(emulator, 'careless', `export const handler = async () => { Promise.reject(new Error('late')); return 'answered'; };`);
    createFunction(emulator, 'sound', 'export const handler = async () => 1;');
    expect((await invoke(emulator, 'careless')).payload).toBe('answered');
    await vi.waitFor(() => expect(workers.pool.loaded).toEqual([]));
    expect((await invoke(emulator, 'sound')).payload).toBe(1);
  });

  it('answers running out of memory', async () => {
    const workers = new Workers({ heapMegabytes: 48 });
    onTestFinished(() => workers.close());
    const emulator = await lambdaAws({ workers });
    createFunction(
      emulator,
      'greedy',
      'export const handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); };',
    );
    expect((await invoke(emulator, 'greedy')).payload).toMatchObject({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: expect.stringMatching(/^RequestId: .* Error: Runtime exited with error: signal: killed$/),
    });
  });
});
