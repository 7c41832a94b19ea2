import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { needs, tool } from '../foreign-tools/tool.ts';
import { hsm, run } from './command.ts';

/** What bash offers for what is typed, as it asks its completion function. */
async function offered(...typed: string[]): Promise<string[]> {
  const script = `source <(hsm completion bash)
complete -p hsm >/dev/null || exit 9
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_hsm; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { exitCode, stdout, stderr } = await run('bash', ['--norc', '-c', script, 'bash', 'hsm', ...typed]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}

test('bash completes commands, and commands of commands', async () => {
  expect(await offered('pro')).toEqual(['provision']);
  expect(await offered('emulator', 'adv')).toEqual(['advance']);
  expect(await offered('')).toEqual(expect.arrayContaining(['provision', 'status', 'emulator', 'completion']));
});

test("bash completes a command's own options, wherever they stand", async () => {
  expect(await offered('emulator', 'advance', '--')).toEqual(['--by', '--url', '--json', '--verbose', '--help']);
  expect(await offered('provision', '--local', '--se')).toEqual(['--seed']);
});

test('bash completes files where a file is wanted, words where words are, and nothing where only the person knows', async () => {
  expect(await offered('provision', '-f', 'examples/pro')).toEqual(['examples/production.json']);
  expect(await offered('client-bundle', 'production', '-o', 'exam')).toEqual(['examples']);
  expect(await offered('emulator', '--artifacts', 'exam')).toEqual(['examples']);
  expect(await offered('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  expect(await offered('status', '--region', '')).toEqual([]);
});

test.each(['zsh', 'fish'])('the script of %s offers every command with what it is for', async (shell) => {
  const { exitCode, stdout } = await hsm(['completion', shell]);
  expect(exitCode).toBe(0);
  for (const command of ['provision', 'scale', 'watch', 'emulator', 'advance']) expect(stdout).toContain(command);
  expect(stdout).toContain('bring up the environment of a file, or adopt what stands of it');
});

test.for(['zsh', 'fish'])('%s accepts its script', async (shell, context) => {
  needs(context, tool(shell, shell, shell, '--version'));
  const folder = mkdtempSync(join(tmpdir(), 'completion-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'script'), (await hsm(['completion', shell])).stdout);
  expect(await run(shell, ['-n', 'script'], { folder })).toMatchObject({ exitCode: 0, stderr: '' });
});

test('another shell is refused with those that there are', async () => {
  expect(await hsm(['completion', 'tcsh'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('bash, zsh, fish') });
});
