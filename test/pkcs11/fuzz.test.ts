import { expect, it } from 'vitest';
import { cc, softhsm } from '../foreign-tools/pkcs11.ts';
import { needs } from '../foreign-tools/tool.ts';
import { fuzzLibrary } from './fuzz-program.ts';

it('the local PKCS #11 library reads and writes within its bounds, and frees what it takes, whatever is called', (context) => {
  needs(context, cc, softhsm);
  const { status, stdout, stderr } = fuzzLibrary(20_000, 1);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^20000 calls, \d{3,} keys, \d{3,} messages, \d{2,} carried\n$/);
});
