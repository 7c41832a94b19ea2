import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { Prompt } from './prompt.ts';

/** An admin at the prompt of the CLI. */
export async function loggedIn(aws: Pick<Emulator, 'bin'>, username: string, password: string): Promise<Prompt> {
  const prompt = new Prompt(aws);
  onTestFinished(() => prompt.end());
  expect(await prompt.type(`login --username ${username} --role admin --password ${password}`)).toMatchObject({ error_code: 0 });
  return prompt;
}

/** As `openssl pkeyutl -sign -pkeyopt digest:sha256` over the digest in the file: PKCS #1 over the data that it is the digest of. */
function signed(key: KeyObject, approvalData: string): string {
  return sign('sha256', Buffer.from(approvalData, 'base64'), key).toString('base64');
}

/** Registers a new key of whoever is logged in; the private part. */
export async function registered(prompt: Prompt, folder: string, name: string): Promise<KeyObject> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [pem, file] = [join(folder, `${name}.pub`), join(folder, `${name}.registration`)];
  writeFileSync(pem, publicKey.export({ format: 'pem', type: 'spki' }));
  expect(await prompt.type(`quorum token-sign generate --service registration --token ${file}`)).toEqual({
    error_code: 0,
    data: { path: file },
  });
  const token = JSON.parse(readFileSync(file, 'utf8'));
  expect(token).toMatchObject({ version: '2.0', tokens: [{ signed: '' }] });
  token.tokens[0].signed = signed(privateKey, token.tokens[0].approval_data);
  writeFileSync(file, JSON.stringify(token));
  const register = `user change-quorum token-sign register --public-key ${pem} --signed-token ${file}`;
  expect(await prompt.type(register)).toEqual({ error_code: 0, data: { username: name, role: 'admin' } });
  return privateKey;
}

/** Admins sign a token, each with the own key. */
export function approve(file: string, approvers: Record<string, KeyObject>): void {
  const token = JSON.parse(readFileSync(file, 'utf8'));
  for (const [username, key] of Object.entries(approvers))
    token.signatures.push({ username, role: 'admin', signature: signed(key, token.approval_data) });
  writeFileSync(file, JSON.stringify(token));
}
