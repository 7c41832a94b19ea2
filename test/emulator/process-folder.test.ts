import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProcessFolder, removeAbandoned } from '../../emulator/kernel/process-folder.ts';

let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'folders-'));
  vi.stubEnv('TMPDIR', temporary);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

/** Another process with such a folder. */
async function another() {
  const module = new URL('../../emulator/kernel/process-folder.ts', import.meta.url);
  const script = `const { ProcessFolder } = await import('${module}');
    const folder = new ProcessFolder('emulator');
    setTimeout(() => console.log(folder.path), 100); setInterval(() => {}, 1000);`;
  const child = spawn('node', ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    folder: line.toString().trim(),
    signal: (name: NodeJS.Signals) => child.kill(name),
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

test('the folder of a process that was killed is removed, with what links lead out of it left alone', async () => {
  const elsewhere = join(temporary, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'kept'), '');
  const { folder, kill } = await another();
  symlinkSync(elsewhere, join(folder, 'link'));
  await kill();
  await removeAbandoned();
  expect(readdirSync(temporary)).toEqual(['elsewhere']);
  expect(existsSync(join(elsewhere, 'kept'))).toBe(true);
});

test('a process that lives keeps its folder, also while it stands still', async () => {
  const { folder, signal, kill } = await another();
  await removeAbandoned();
  expect(existsSync(folder)).toBe(true);
  signal('SIGSTOP');
  await removeAbandoned();
  expect(existsSync(folder)).toBe(true);
  await kill();
});

test('a link, a folder of another name and one without a socket are left alone', async () => {
  const { folder, kill } = await another();
  await kill();
  const others = ['hsm-emulator-own', 'hsm-emulator-bare00', 'hsm-emulator-link00'];
  for (const name of others.slice(0, 2)) mkdirSync(join(temporary, name));
  symlinkSync(folder, join(temporary, others[2]!));
  await removeAbandoned();
  expect(readdirSync(temporary).sort()).toEqual(others.sort());
});

test('a folder is there, and found, from its making to its end', async () => {
  const folder = new ProcessFolder('functions');
  await removeAbandoned();
  expect(existsSync(folder.path)).toBe(true);
  await vi.waitFor(() => expect(readdirSync(folder.path)).toEqual(['alive']));
  await removeAbandoned();
  expect(existsSync(folder.path)).toBe(true);
  folder.remove();
  expect(readdirSync(temporary)).toEqual([]);
});

test('its path is whole where that of the temporary folder is one from here', () => {
  vi.stubEnv('TMPDIR', relative(process.cwd(), temporary));
  const folder = new ProcessFolder('functions');
  expect(isAbsolute(folder.path)).toBe(true);
  folder.remove();
});
