import { execFileSync } from 'node:child_process';
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { run, start } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'pipes-'));
const pipe = join(folder, 'pipe');
execFileSync('mkfifo', [pipe]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether a process has got as far as to its file. */
async function reads(pid: number): Promise<boolean> {
  const open = await readdir(`/proc/${pid}/fd`);
  return open.some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === pipe);
}

const commands = [
  ['emulator', '--port', '0', '--account', pipe],
  ['emulator', '--port', '0', '--template', pipe, '--artifacts', folder],
  ['validate', '-f', pipe],
  ['plan', '-f', pipe],
  ['provision', '-f', pipe, '--local'],
  ['adopt', 'cluster-abcdefghijk', '-f', pipe],
  ['restore', 'production', '-f', pipe],
  ['keys', 'production', 'prove', '--local', '-f', pipe],
  ['audit', '--local', '--account', pipe],
  ['clients', 'production', '--hosts', pipe],
];

test.skipIf(process.platform !== 'linux').each(commands.map((words) => ({ words, line: words.join(' ').replaceAll(folder, '') })))(
  'hsm $line ends by Ctrl-C while nobody writes to the pipe',
  async ({ words }) => {
    // one who writes, later: the pipe can be opened, and has no end
    const writer = start('sh', ['-c', `exec 3> ${pipe}; exec sleep 30`]);
    const command = start('hsm', words);
    try {
      await vi.waitFor(async () => expect(await reads(command.pid)).toBe(true), { timeout: 20_000 });
      command.signal('SIGINT');
      expect(await command.ended).toMatchObject({ exitCode: null, stdout: '' });
    } finally {
      command.signal('SIGKILL');
      writer.signal('SIGKILL');
    }
  },
);

test.skipIf(process.platform !== 'linux')(
  'a run ends as programs do for which nobody reads on, where its progress goes into a pipe',
  async () => {
    const line = 'hsm provision -f examples/self-signed.json --local 2>&1 | head -1; exit $PIPESTATUS';
    expect(await run('bash', ['-c', line])).toMatchObject({ exitCode: 141, stderr: '' });
  },
);
