import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readLoaded, writeLoaded } from '../../../emulator/services/lambda/loaded-before.ts';

const loaded = [
  {
    code: { root: tmpdir(), handler: 'index.handler', runtime: 'nodejs24.x' },
    variables: { STAGE: 'dev', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
  },
] as Parameters<typeof writeLoaded>[1];

test('the next process knows what this one has loaded, and nothing of its emulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loaded-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));

  writeLoaded(join(folder, 'cache/provision.json'), loaded);

  expect(readLoaded(join(folder, 'cache/provision.json'))).toEqual([{ code: loaded[0]!.code, variables: { STAGE: 'dev' } }]);
});

test('a cache that cannot be written is done without', () => {
  expect(() => writeLoaded('/dev/null/provision.json', loaded)).not.toThrow();
  expect(readLoaded('/dev/null/provision.json')).toEqual([]);
});
