import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cc, pkcs11js, softhsm } from '../foreign-tools/pkcs11.ts';
import { needs } from '../foreign-tools/tool.ts';
import { provisioned } from '../workflow/standing.ts';
import { type Ended, hsm } from './command.ts';
import { deployHere, exampleFile } from './deployed-here.ts';

test('keys outlive an HSM, are out of reach without any, and are back in a cluster that is made from a backup', async (context) => {
  needs(context, cc, softhsm, pkcs11js);
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const deployment = await deployHere();
  deployment.stopClockwork();
  const { emulator } = deployment;
  onTestFinished(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });
  const file = (name: string) => join(folder, name);
  const command = (...words: string[]): Promise<Ended> => hsm(words, { variables: { AWS_ENDPOINT_URL: emulator.url } });
  const done = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await command(...words);
    expect(exitCode, stderr).toBe(0);
    return stdout;
  };
  const post = (path: string, body = {}) => fetch(`${emulator.url}/_emulator/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const decrypts = async (environment: string) => {
    await done('keys', environment, 'decrypt', '--label', 'documents', '--in', file('message'), '-o', file('back'));
    expect(readFileSync(file('back')).equals(readFileSync(file('plain')))).toBe(true);
  };
  const { cluster } = (await provisioned(deployment, exampleFile('production'))).made.output;
  writeFileSync(file('plain'), randomBytes(50_000));
  await done('keys', 'production', 'generate', '--type', 'aes', '--label', 'documents');
  await done('keys', 'production', 'generate', '--type', 'rsa', '--label', 'codes');
  await done('keys', 'production', 'encrypt', '--label', 'documents', '--in', file('plain'), '-o', file('message'));
  await done('keys', 'production', 'sign', '--label', 'codes', '--in', file('plain'), '-o', file('signature'));
  // until the daily backup
  await post('advance', { seconds: 25 * 3600 });

  const ids = cluster.hsms.map(({ id }) => id);
  const fail = (id: string) => post(`hsms/${id}/fail`, { replaceAfterSeconds: 7 * 24 * 3600 });
  await fail(ids[0]!);
  await decrypts('production');
  await fail(ids[1]!);
  await fail(ids[2]!);
  const { exitCode, stderr } = await command('keys', 'production', 'list');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: expect.stringMatching(/no HSM carries it out: none answers.*\(CKR_FUNCTION_FAILED\)/),
  });

  const { backups } = JSON.parse(await done('describe', 'production', '--json'));
  await done('restore', 'production', '--backup', backups[0].id, '--as', 'second');
  await decrypts('second');
  await done('keys', 'second', 'verify', '--label', 'codes', '--in', file('plain'), '--signature', file('signature'));
  await done('scale', 'second', '--hsms', '0');
  const parked = await command('keys', 'second', 'list');
  expect(parked).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('the environment second is parked: it has no HSM') });
});

test('a rehearsal provisions the file and proves each algorithm', async (context) => {
  needs(context, cc, softhsm, pkcs11js);
  const { exitCode, stdout, stderr } = await hsm(['keys', 'testing', 'prove', '--local', '--json']);
  expect(exitCode, stderr).toBe(0);
  expect(JSON.parse(stdout).proofs.map(({ ok }: { ok: boolean }) => ok)).toEqual(Array(6).fill(true));
  const nobody = await hsm(['keys', 'nobody', 'prove', '--local']);
  expect(nobody).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('there is no file nobody.json or examples/nobody.json') });
});
