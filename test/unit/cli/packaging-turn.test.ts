import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packagingTurn } from '../../../cli/local/packaging-turn.ts';

const folder = mkdtempSync(join(tmpdir(), 'turn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a turn is there to be seen until it ends', async () => {
  const lock = join(folder, 'lock');
  const end = await packagingTurn(folder, lock);
  expect(existsSync(lock)).toBe(true);
  await end();
  expect(existsSync(lock)).toBe(false);
});

test('where there may be no lock, it is said at once', async () => {
  const lock = join(folder, 'missing/lock');
  await expect(packagingTurn(folder, lock)).rejects.toMatchObject({ code: 'ENOENT', path: join(folder, 'missing') });
});
