import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writableCache } from '../../../cli/local/writable-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what cannot be kept is not kept, and stops nobody', () => {
  expect(writableCache(join(folder, 'new/cache'))).toBe(join(folder, 'new/cache'));
  writeFileSync(join(folder, 'file'), '');
  expect(writableCache(join(folder, 'file/cache'))).toBeUndefined();
});
