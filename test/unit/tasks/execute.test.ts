import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute } from '../../../tasks/hsm-users/execute.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'execute-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a shell script as a program of its own. */
function run(script: string, limitSeconds = 10) {
  const program = join(folder, 'program');
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return execute(program, ['one', 'two words'], { env: { PATH: process.env.PATH, GIVEN: 'by environment' }, limitSeconds });
}

test('hands on arguments and environment, and back both outputs and the exit status', async () => {
  expect(await run('echo "$2"; echo "$GIVEN" >&2; exit 7')).toEqual({ stdout: 'two words\n', stderr: 'by environment\n', status: 7 });
  expect(await run('true')).toEqual({ stdout: '', stderr: '', status: 0 });
});

test('ends a program that hangs, even one that will not be told, and keeps what it has printed', async () => {
  expect(await run("trap '' TERM; echo begun; while :; do :; done", 0.2)).toEqual({ stdout: 'begun\n', stderr: '', status: 'time limit' });
});

test('a program that dies by itself has failed', async () => {
  expect(await run('kill -SEGV $$')).toMatchObject({ status: 1 });
});

test('says where there is no such program', async () => {
  expect(await execute(join(folder, 'none'), [], { env: {}, limitSeconds: 1 })).toMatchObject({ status: 'not found' });
});
