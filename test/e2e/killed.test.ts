import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { start } from './command.ts';

test('what an emulator that was killed has left is gone once another one runs', async ({ onTestFinished }) => {
  const temporary = mkdtempSync(join(tmpdir(), 'killed-'));
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true }));
  const folders = () => readdirSync(temporary).filter((name) => name.startsWith('hsm-'));
  const started = async () => {
    const emulator = start('hsm', ['emulator', '--port', '0', '--json'], { variables: { TMPDIR: temporary } });
    await emulator.line('stdout', /^\{/);
    return emulator;
  };
  const killed = await started();
  killed.signal('SIGKILL');
  await killed.ended;
  expect(folders()).toHaveLength(1);

  const next = await started();
  await vi.waitFor(() => expect(folders()).toHaveLength(1));
  next.signal('SIGTERM');
  await next.ended;
  expect(folders()).toEqual([]);
});
