import { expect, test } from 'vitest';
import type { RunIntent } from '../../../cli/intents/intent.ts';
import { rotate } from '../../../cli/intents/rotate.ts';

async function asked(...words: string[]): Promise<unknown> {
  let input = '';
  const run: RunIntent = async (_, read) => {
    ({ input } = await read());
  };
  await rotate.command(run).parseAsync(words, { from: 'user' });
  return JSON.parse(input);
}

test('a user that a script has left empty is asked for as it is, and is never everybody', async () => {
  expect(await asked('production', '--user', '')).toEqual({ environment: 'production', user: '' });
  expect(await asked('production')).toEqual({ environment: 'production' });
});
