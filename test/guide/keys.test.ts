import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../e2e/command.ts';
import { password, type Reached, reachedCluster } from '../emulator/pkcs11/in-library.ts';
import { pkcs11Tool } from '../foreign-tools/pkcs11.ts';
import { pythonWith } from '../foreign-tools/python.ts';
import { needs } from '../foreign-tools/tool.ts';

// "Using CloudHSM for Key Operations": the Python of each section, against the local library.

const pythonPkcs11 = pythonWith('python-pkcs11 (pip install python-pkcs11)', 'from pkcs11 import Mechanism');

async function script({ aws }: Reached, name: string): Promise<string> {
  const file = fileURLToPath(new URL(`./python/${name}.py`, import.meta.url));
  const { exitCode, stdout, stderr } = await run(pythonPkcs11.python, [file, aws.pkcs11!, `one:${password}`]);
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

test("the guide's Python generates a key, encrypts and decrypts with it, and signs with a pair", async (context) => {
  needs(context, pythonPkcs11);
  const cluster = await reachedCluster(context);
  expect(await script(cluster, 'generate_keys')).toBe('Key generated: my-encryption-key\n');
  expect(await script(cluster, 'encrypt_and_decrypt')).toBe('Decrypted: sensitive data that needs protection\n');
  expect(await script(cluster, 'rsa_key_pairs')).toBe('Verified: True\nOther data: False\nPrivate exponent: AttributeSensitive\n');
  expect(await cluster.as('one', 'labels')).toEqual(['my-encryption-key', 'my-rsa-private', 'my-rsa-public']);
});

test('pkcs11-tool makes a key and lists it, where sessions may be read-only', async (context) => {
  needs(context, pkcs11Tool);
  const { aws } = await reachedCluster(context);
  const pkcs11 = (words: string, variables = {}) =>
    run('pkcs11-tool', ['--module', aws.pkcs11!, '--login', '--pin', `one:${password}`, ...words.split(' ')], { variables });
  const made = await pkcs11('--keygen --key-type AES:32 --label documents --private --sensitive');
  expect(made.exitCode, made.stderr).toBe(0);
  const refused = await pkcs11('--list-objects');
  expect(refused.stderr).toContain('CKR_FUNCTION_FAILED');
  const listed = await pkcs11('--list-objects', { HSM_EMULATOR_READ_ONLY_SESSIONS: 'allowed' });
  expect(listed.stdout).toContain('label:      documents');
});
