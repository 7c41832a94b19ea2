import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { NodeProgram } from '../../../cli/local/node-program.ts';
import type { StartedContainer } from '../../../emulator/services/ecs/state.ts';

/** A program in a file, and a library beside it. */
function programOf(source: string, library = '') {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'program-')));
  const [file, beside] = [join(folder, 'program.mjs'), join(folder, 'library.mjs')];
  writeFileSync(file, source);
  writeFileSync(beside, library);
  const program = new NodeProgram(file, [beside], join(folder, 'compiled'));
  const running: StartedContainer[] = [];
  onTestFinished(() => {
    for (const run of running) run.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const start = (parameters: string[] = [], env: Record<string, string> = {}) => {
    const run = program.start(parameters, { cwd: folder, env });
    running.push(run);
    return run;
  };
  return { program, start, folder, file };
}

/** What a run has printed, and how it has ended. */
async function ended(run: StartedContainer) {
  const close = new Promise((resolve) => run.on('close', (code, signal) => resolve(code ?? signal)));
  const [output, errors, end] = await Promise.all([text(run.stdout!), text(run.stderr!), close]);
  return { output, errors, end };
}

test('a program starts where and as it is told, again and again, and ends as it says', async () => {
  const { start, folder, file } = programOf(`console.log(JSON.stringify([process.argv.slice(1), process.cwd(), process.env]));
    console.error('to the other');
    if (process.env.NAME === 'first') process.exitCode = 7;`);
  for (const [name, code] of [['first', 7] as const, ['second', 0] as const]) {
    const { output, errors, end } = await ended(start([name], { NAME: name }));
    expect(JSON.parse(output)).toEqual([[file, name], folder, { NAME: name }]);
    expect({ errors, end }).toEqual({ errors: 'to the other\n', end: code });
  }
});

test('runs after each other are in one process, which has loaded what the program imports before it is told anything', async () => {
  const { program, start } = programOf(
    "import { name } from './library.mjs';\nconsole.log(name, process.env.NAME, process.pid);",
    'export const name = process.env.NAME;',
  );
  program.warmUp();
  const [first, second] = [await ended(start([], { NAME: 'told' })), await ended(start([], { NAME: 'told again' }))];
  const [pid] = /\d+$/.exec(first.output.trim())!;
  expect([first.output, second.output]).toEqual([`undefined told ${pid}\n`, `undefined told again ${pid}\n`]);
});

test('runs at once are in a process each', async () => {
  const { start } = programOf('console.log(process.pid);\nawait new Promise((resolve) => setTimeout(resolve, Number(process.argv[2])));');
  const [one, other] = await Promise.all([ended(start(['50'])), ended(start(['50']))]);
  expect(one.output).not.toBe(other.output);
});

test('a run lasts as long as it has something to do', async () => {
  const { start } = programOf("setTimeout(() => console.log('at last'), 20);");
  expect(await ended(start())).toEqual({ output: 'at last\n', errors: '', end: 0 });
});

test('a library that cannot be loaded is told by each run, though the process that waited has ended long ago', async () => {
  const { program, start, folder } = programOf(
    "import './library.mjs';",
    `import { writeFileSync } from 'node:fs';
    writeFileSync(new URL('pid', import.meta.url), String(process.pid));
    throw new Error('no library');`,
  );
  program.warmUp();
  const pid = await vi.waitFor(() => Number(readFileSync(join(folder, 'pid'), 'utf8')) || expect.fail('it is not up yet'));
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
  expect(await ended(start())).toEqual({ output: '', errors: expect.stringContaining('no library'), end: 1 });
});

test('a program that breaks says so, and the next run is in another process', async () => {
  const { start } = programOf("if (process.argv[2] === 'break') throw new Error('broken');\nconsole.log('whole');");
  expect(await ended(start(['break']))).toEqual({ output: '', errors: expect.stringContaining('Error: broken'), end: 1 });
  expect(await ended(start())).toEqual({ output: 'whole\n', errors: '', end: 0 });
});

test('it hears signals as any other', async () => {
  const { start } = programOf(`if (process.argv[2]) process.on('SIGTERM', () => process.exit(3));
    console.log('ready');
    setInterval(() => {}, 1000);`);
  for (const [parameters, end] of [[['handled'], 3] as const, [[], 'SIGTERM'] as const]) {
    const run = start([...parameters]);
    await once(run.stdout!, 'data');
    run.kill('SIGTERM');
    expect((await ended(run)).end).toBe(end);
  }
});

test('a process that waits ends with the one that has started it', async () => {
  const { file, folder } = programOf('');
  const waiting = fileURLToPath(new URL('../../../cli/local/program-process.mjs', import.meta.url));
  const child = spawn(process.execPath, [waiting, file, join(folder, 'compiled')], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});
