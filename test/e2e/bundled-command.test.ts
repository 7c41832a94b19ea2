import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundledCommand } from '../../scripts/bundling/bundled-command.mjs';

test('the command of a checkout can be bundled, and is made once for the same sources', async () => {
  const [first, second] = [await bundledCommand(), await bundledCommand()];
  expect(second).toEqual(first);
  // what is loaded lazily is no part of it
  expect(readFileSync(first, 'utf8')).not.toContain('class VirtualClock');
  // for everybody who may read the checkout
  expect((statSync(dirname(fileURLToPath(first))).mode & 0o555).toString(8)).toBe('555');
});
