import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SpareProcess } from '../../../cli/local/spare-process.ts';

/** Starts this program in a spare process, which goes with the test. */
function spareOf(program: string, library = '') {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'spare-')));
  const [file, beside] = [join(folder, 'program.mjs'), join(folder, 'library.mjs')];
  writeFileSync(file, program);
  writeFileSync(beside, library);
  const spare = new SpareProcess(file, [beside], join(folder, 'compiled'));
  onTestFinished(() => {
    spare.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { spare, folder, file };
}

test('a program starts where and as it is told, again and again, and ends as it says', async () => {
  const { spare, folder, file } = spareOf(`console.log(JSON.stringify([process.argv.slice(1), process.cwd(), process.env]));
    console.error('to the other');
    process.exitCode = 7;`);
  for (const name of ['first', 'second']) {
    const child = spare.start([name], { cwd: folder, env: { NAME: name } });
    const [output, errors, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')]);
    expect(JSON.parse(output)).toEqual([[file, name], folder, { NAME: name }]);
    expect({ errors, code }).toEqual({ errors: 'to the other\n', code: 7 });
  }
});

test('what the program imports is loaded before anybody tells where it runs', async () => {
  const { spare, folder } = spareOf(
    "import { name } from './library.mjs';\nconsole.log(name, process.env.NAME);",
    'export const name = process.env.NAME;',
  );
  const child = spare.start([], { cwd: folder, env: { NAME: 'told' } });
  expect(await text(child.stdout!)).toBe('undefined told\n');
});

test('a library that cannot be loaded is told by each start, though the spare process has ended long ago', async () => {
  const { spare, folder } = spareOf(
    "import './library.mjs';",
    `import { writeFileSync } from 'node:fs';
    writeFileSync(new URL('pid', import.meta.url), String(process.pid));
    throw new Error('no library');`,
  );
  const pid = await vi.waitFor(() => Number(readFileSync(join(folder, 'pid'), 'utf8')) || expect.fail('it is not up yet'));
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
  const child = spare.start([], { cwd: folder, env: {} });
  const [errors, [code]] = await Promise.all([text(child.stderr!), once(child, 'close')]);
  expect(errors).toContain('no library');
  expect(code).toBe(1);
});

test('it hears signals as any other', async () => {
  const { spare, folder } = spareOf(`process.on('SIGTERM', () => process.exit(3));
    console.log('ready');
    setInterval(() => {}, 1000);`);
  const child = spare.start([], { cwd: folder, env: {} });
  await once(child.stdout!, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([3, null]);
});

test('a process that nobody tells anything ends when its input does', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../../cli/local/waiting-process.mjs', import.meta.url))]);
  child.stdin.end();
  expect(await once(child, 'close')).toEqual([0, null]);
});
