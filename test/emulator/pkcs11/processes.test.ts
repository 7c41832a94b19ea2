import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { neededPrograms } from '../../../emulator/services/data-plane/pkcs11-library/needed-programs.ts';
import { run } from '../../e2e/command.ts';
import { password, reachedCluster } from './in-library.ts';

test('the library is loaded for everybody, beside the installed SoftHSM, forks, and is called until the very end', async (context) => {
  const { aws } = await reachedCluster(context);
  const folder = mkdtempSync(join(tmpdir(), 'processes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'processes');
  const source = fileURLToPath(new URL('./processes.c', import.meta.url));
  const built = await run('cc', ['-std=gnu11', '-Wall', '-Wextra', '-Werror', '-o', program, source, '-ldl']);
  expect(built.exitCode, built.stderr).toBe(0);
  const { softhsm } = neededPrograms() as { softhsm: string };
  const { exitCode, stdout, stderr } = await run(program, [aws.pkcs11!, `one:${password}`, softhsm]);
  expect(exitCode, stderr).toBe(0);
  // 0x190 is CKR_CRYPTOKI_NOT_INITIALIZED: a child is another application, and so is what is called when the library has ended
  expect(stdout.split('\n')).toEqual([
    'a program: begun: 0, logged in: 0, keys: 1',
    'the other: 0, with our token: 0',
    'in a child: 0x190, begun: 0, logged in: 0, keys: 0',
    'at the end: 0x190',
    'after the child: 1',
    'at once: 0 failed',
    'once more: 0, begun: 0, logged in: 0',
    'at the end: 0x190',
    '',
  ]);
});
