import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { invoke, lambdaAws } from './functions.ts';
import { createPython, python, runBy } from './python-functions.ts';

beforeEach((context) => runBy(context, python));

describe('the time of a function of Python', () => {
  it('is that of the local AWS, whoever asks for it and how', async () => {
    const emulator = await lambdaAws();
    const source = `
import time
from datetime import date, datetime, timedelta, timezone

def handler(event, context):
    now = datetime.now(timezone.utc)
    assert isinstance(now, datetime) and isinstance(date.today(), date) and issubclass(datetime, date)
    assert repr(now).startswith("datetime.datetime(2026, 1, ") and (now + timedelta(1)) > now
    assert datetime.utcnow().date() == now.date() == date.today()
    return [time.time(), time.time_ns() / 1e9, now.timestamp(), time.mktime(time.localtime()), datetime.now().timestamp()]
`;
    createPython(emulator, 'tells', source);
    for (const elapsed of [0, 86_400]) {
      await emulator.home.clock.advance(elapsed);
      const start = emulator.home.clock.now() / 1000;
      const { payload, log } = await invoke(emulator, 'tells');
      expect(payload, log).toHaveLength(5);
      for (const time of payload) expect(Math.abs(time - start)).toBeLessThan(10);
    }
  });

  it('goes on while it sleeps, for itself and for AWS', async () => {
    const emulator = await lambdaAws();
    const source = `
import time

def handler(event, context):
    before = time.time(), time.monotonic(), time.perf_counter(), context.get_remaining_time_in_millis()
    time.sleep(120)
    after = time.time(), time.monotonic(), time.perf_counter(), context.get_remaining_time_in_millis()
    return [round(b - a) for a, b in zip(before, after)]
`;
    createPython(emulator, 'waits', source, { timeoutSeconds: 300 });
    let happened = 0;
    const start = emulator.home.clock.now();
    emulator.home.clock.after('ride', 60, 'something of AWS', () => (happened = emulator.home.clock.now()));
    expect((await invoke(emulator, 'waits')).payload).toEqual([120, 120, 120, -120_000]);
    expect(happened - start).toBe(60_000);
    expect(emulator.home.clock.now() - start).toBeLessThan(121_000);
  });

  it('goes on to the first thread that is due, once all of them wait', async () => {
    const emulator = await lambdaAws();
    const source = `
import time
from concurrent.futures import ThreadPoolExecutor

def handler(event, context):
    start = time.time()
    def wait(seconds):
        time.sleep(seconds)
        return time.time() - start
    with ThreadPoolExecutor(3) as pool:
        return [round(end) for end in pool.map(wait, (30, 10, 20))]
`;
    createPython(emulator, 'waits', source, { timeoutSeconds: 60 });
    const start = emulator.home.clock.now();
    expect((await invoke(emulator, 'waits')).payload).toEqual([30, 10, 20]);
    expect(emulator.home.clock.now() - start).toBeLessThan(32_000);
  });

  it('goes on while asyncio waits', async () => {
    const emulator = await lambdaAws();
    const source = `
import asyncio, time

async def wait(seconds):
    await asyncio.sleep(seconds)
    return round(time.time() - start)

async def main():
    first = await asyncio.gather(wait(30), wait(10))
    try:
        await asyncio.wait_for(wait(60), 20)
    except asyncio.TimeoutError:
        return [*first, round(time.time() - start)]

def handler(event, context):
    global start
    start = time.time()
    return asyncio.run(main())
`;
    createPython(emulator, 'waits', source, { timeoutSeconds: 60 });
    expect((await invoke(emulator, 'waits')).payload).toEqual([30, 10, 50]);
  });

  it('goes on for what has a time limit, and is that of this machine for a program that it runs', async () => {
    const emulator = await lambdaAws();
    const source = `
import queue, subprocess, threading, time
from concurrent.futures import ThreadPoolExecutor, TimeoutError

def seconds(wait):
    start = time.time()
    try:
        answer = wait()
    except (queue.Empty, TimeoutError) as error:
        answer = type(error).__name__
    return [answer, round(time.time() - start)]

def handler(event, context):
    fired, items, pool = threading.Event(), queue.Queue(), ThreadPoolExecutor(1)
    threading.Timer(40, fired.set).start()
    program = subprocess.Popen(["sleep", "0.3"])
    while program.poll() is None:
        time.sleep(0.1)
    return [
        seconds(lambda: fired.wait(30)),
        seconds(lambda: fired.wait(30)),
        seconds(lambda: items.get(timeout=20)),
        seconds(lambda: pool.submit(time.sleep, 15).result(timeout=10)),
        seconds(lambda: subprocess.Popen(["sleep", "0.2"]).wait(timeout=5)),
    ]
`;
    createPython(emulator, 'waits', source, { timeoutSeconds: 300 });
    const start = emulator.home.clock.now();
    const { payload, log } = await invoke(emulator, 'waits');
    expect(payload, log).toEqual([
      [false, 30],
      [true, 10],
      ['Empty', 20],
      ['TimeoutError', 10],
      [0, 0],
    ]);
    expect(emulator.home.clock.now() - start).toBeLessThan(75_000);
  });

  it('stands still for a thread that it has left behind, until the next invocation', async () => {
    const emulator = await lambdaAws();
    const source = `
import threading, time

beats = 0

def beat():
    global beats
    while True:
        time.sleep(10)
        beats += 1

threading.Thread(target=beat, daemon=True).start()

def handler(event, context):
    time.sleep(event["seconds"])
    return beats
`;
    createPython(emulator, 'beats', source, { timeoutSeconds: 60 });
    expect((await invoke(emulator, 'beats', { seconds: 25 })).payload).toBe(2);
    await emulator.home.clock.advance(300);
    // what is left of its sleep is over
    expect((await invoke(emulator, 'beats', { seconds: 0.1 })).payload).toBeLessThanOrEqual(3);
    expect((await invoke(emulator, 'beats', { seconds: 25 })).payload).toBeGreaterThanOrEqual(4);
  });

  it('ends at its limit, whether it sleeps or hangs, and another environment takes its place', async () => {
    const emulator = await lambdaAws();
    const source = `
import time

def handler(event, context):
    while event["hang"]: pass
    time.sleep(event["seconds"])
`;
    createPython(emulator, 'late', source, { timeoutSeconds: 10 });
    emulator.home.lambda.watchdogSeconds = 1;
    for (const [index, event] of [{ hang: false, seconds: 30 }, { hang: true }].entries()) {
      const { error, payload, log } = await invoke(emulator, 'late', event);
      expect(error).toBe('Unhandled');
      const errorMessage = `RequestId: ${emulator.home.random.uuid('invocation', 'late', index)} Error: Task timed out after 10.00 seconds`;
      expect(payload).toEqual({ errorType: 'Sandbox.Timedout', errorMessage });
      expect(log).toMatch(/Task timed out after 10\.00 seconds\n/);
      expect(log).toContain('Init Duration');
    }
    expect(await invoke(emulator, 'late', { hang: false, seconds: 1 })).toMatchObject({ payload: null });
  });
});

/** The processes that have this among their variables. */
function processesOf(text: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
}

describe.runIf(process.platform === 'linux')('the process of a function of Python', () => {
  it('ends with the local AWS, however that ends and whatever it does', async () => {
    const mark = `killed-${process.pid}`;
    const [module, root] = [
      new URL('../../../emulator/services/lambda/python/python-process.ts', import.meta.url).href,
      mkdtempSync(join(tmpdir(), 'python-')),
    ];
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    writeFileSync(join(root, 'index.py'), 'import subprocess\nsubprocess.Popen(["sleep", "1000"])\nprint("loads")\nwhile True: pass');
    const variables = { MARK: mark, LAMBDA_TASK_ROOT: root, _HANDLER: 'index.handler', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128' };
    const work = `{
      task: { kind: 'load', code: { root: ${JSON.stringify(root)} }, variables: ${JSON.stringify(variables)}, now: 0 },
      signal: new AbortController().signal, watchdogMilliseconds: 60_000, virtualNow: () => 0, onOutput: (text) => process.stdout.write(text),
    }`;
    const program = `const { PythonProcess } = await import('${module}'); await new PythonProcess(() => {}).run(${work});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    await vi.waitFor(() => expect(processesOf(mark)).toHaveLength(2));
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(processesOf(mark)).toEqual([]), 5000);
  });

  const source = `
import subprocess
started = subprocess.Popen(["sleep", "1000"])

def handler(event, context):
    return 1
`;

  it.each<[string, (emulator: Emulator) => unknown]>([
    ['is deleted', ({ home }) => home.lambda.delete('stays')],
    ['is changed', (emulator) => createPython(emulator, 'stays', 'def handler(e, c): return 2')],
    ['is gone with all that there was', (emulator) => emulator.reset()],
    ['stops with the local AWS', (emulator) => emulator.stop()],
  ])('ends, with what it has started, when the function %s', async (_, end) => {
    const emulator = await lambdaAws();
    createPython(emulator, 'stays', source, { environment: { MARK: `mark-${emulator.url}` } });
    expect((await invoke(emulator, 'stays')).payload).toBe(1);
    await vi.waitFor(() => expect(processesOf(`mark-${emulator.url}`)).toHaveLength(2));
    await end(emulator);
    await vi.waitFor(() => expect(processesOf(`mark-${emulator.url}`)).toEqual([]));
  });
});
