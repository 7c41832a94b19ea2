import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundledCommand } from '../../scripts/bundling/bundled-command.mjs';
import { hsm } from './command.ts';

test('the command of a checkout can be bundled, and is made once for the same sources', async () => {
  const [first, second] = [await bundledCommand(), await bundledCommand()];
  expect(second).toEqual(first);
  // for everybody who may read the checkout
  expect((statSync(dirname(fileURLToPath(first))).mode & 0o555).toString(8)).toBe('555');
});

test('what a command ran is kept compiled for the next one of its name, and nothing of what it did not load', async () => {
  const bundle = fileURLToPath(await bundledCommand());
  const kept = () => readdirSync(dirname(bundle)).filter((name) => /^completion\..*compiled$/.test(name));
  for (const name of kept()) rmSync(join(dirname(bundle), name));
  const first = await hsm(['completion', 'bash']);
  const made = kept().map((name) => join(dirname(bundle), name));
  const [before] = made.map((name) => statSync(name).mtimeMs);
  const second = await hsm(['completion', 'bash']);

  expect(made).toHaveLength(1);
  expect(second).toEqual(first);
  expect(statSync(made[0]!).mtimeMs).toBe(before);
  const compiled = readFileSync(made[0]!, 'latin1');
  // of commander, and of the clock of the local AWS
  expect([compiled.includes('_dispatchSubcommand'), compiled.includes('advanceTo')]).toEqual([true, false]);
  expect(readFileSync(bundle, 'latin1')).toContain('advanceTo');
});
