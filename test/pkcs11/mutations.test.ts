import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { run } from '../e2e/command.ts';
import { cc, pkcs11js, softhsm } from '../foreign-tools/pkcs11.ts';
import { needs } from '../foreign-tools/tool.ts';

it('a message that was changed is refused, or decrypts to what was encrypted', async (context) => {
  needs(context, cc, softhsm, pkcs11js);
  const script = fileURLToPath(new URL('../../scripts/fuzz-messages.ts', import.meta.url));
  const { exitCode, stdout, stderr } = await run(process.execPath, [script, '180', '1']);
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toMatch(/^180 changed messages, 1\d\d refused, 0 wrong\n$/);
});
