import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand, ListSecretsCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { openssl } from '../foreign-tools/openssl.ts';
import { cc, pkcs11js, softhsm } from '../foreign-tools/pkcs11.ts';
import { needs } from '../foreign-tools/tool.ts';
import { provisioned } from '../workflow/standing.ts';
import { type Ended, hsm, run } from './command.ts';
import { deployHere, exampleFile } from './deployed-here.ts';

let emulator: Emulator;
const folder = mkdtempSync(join(tmpdir(), 'keys-'));
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  if (![cc, softhsm, pkcs11js].every((tool) => tool.found())) return;
  const deployment = await deployHere();
  ({ emulator } = deployment);
  await provisioned(deployment, exampleFile('testing'));
}, 120_000);

afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true });
});

function keys(...words: string[]): Promise<Ended> {
  return hsm(['keys', 'testing', ...words], { variables: { AWS_ENDPOINT_URL: emulator.url } });
}

async function done(...words: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await keys(...words);
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

test('proves each algorithm and leaves nothing behind', async (context) => {
  needs(context, cc, softhsm, pkcs11js);
  const { proofs } = JSON.parse(await done('prove', '--json'));
  const algorithms = [
    'aes-256-gcm',
    'aes-256-cbc-pad',
    'rsa-2048-pkcs1-sha256',
    'rsa-2048-pss-sha256',
    'ecdsa-p256-sha256',
    'ecdsa-p384-sha384',
  ];
  expect(proofs).toEqual(algorithms.map((algorithm) => ({ algorithm, ok: true })));
  expect(JSON.parse(await done('find', '--label', 'proof of aes-256-gcm', '--json')).keys).toEqual([]);
});

test('encrypts files of any length, and writes nothing of one that was changed', async (context) => {
  needs(context, cc, softhsm, pkcs11js);
  await done('generate', '--type', 'aes', '--size', '256', '--label', 'documents');
  for (const length of [0, 16_224, 16_225, 700_000]) {
    writeFileSync(file('plain'), randomBytes(length));
    await done('encrypt', '--label', 'documents', '--in', file('plain'), '-o', file('message'));
    await done('decrypt', '--label', 'documents', '--in', file('message'), '-o', file('back'));
    expect(readFileSync(file('back')).equals(readFileSync(file('plain'))), `${length} bytes`).toBe(true);
  }
  const message = readFileSync(file('message'));
  rmSync(file('back'));
  for (const [what, bad] of Object.entries({
    changed: changed(message, 500_000),
    cut: message.subarray(0, 500_000),
    none: Buffer.from('no message'),
    ...withFrames(message),
  })) {
    writeFileSync(file('bad'), bad);
    const { exitCode, stderr } = await keys('decrypt', '--label', 'documents', '--in', file('bad'), '-o', file('back'));
    expect({ what, exitCode }).toEqual({ what, exitCode: 1 });
    expect(stderr).toContain('this is no message of ours');
  }
  expect(existsSync(file('back'))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith('back'))).toEqual([]);
});

test('signs as openssl verifies it, and knows the signature of another key', async (context) => {
  needs(context, cc, softhsm, pkcs11js, openssl);
  writeFileSync(file('data'), randomBytes(100_000));
  for (const [label, ...kind] of [
    ['rsa', '--type', 'rsa', '--size', '2048'],
    ['ec', '--type', 'ec', '--curve', 'P-256'],
  ] as const) {
    await done('generate', ...kind, '--label', label);
    await done('sign', '--label', label, '--in', file('data'), '-o', file(`${label}.sig`));
    await done('verify', '--label', label, '--in', file('data'), '--signature', file(`${label}.sig`));
    await done('export-public', '--label', label, '-o', file(`${label}.pem`));
    await done('export-public', '--label', label, '-o', file(`${label}-too.pem`), '--json');
    expect(readFileSync(file(`${label}-too.pem`))).toEqual(readFileSync(file(`${label}.pem`)));
    const verified = execFileSync('openssl', [
      'dgst',
      '-sha256',
      '-verify',
      file(`${label}.pem`),
      '-signature',
      file(`${label}.sig`),
      file('data'),
    ]);
    expect(verified.toString()).toContain('Verified OK');
  }
  const { exitCode, stderr } = await keys('verify', '--label', 'rsa', '--in', file('data'), '--signature', file('ec.sig'));
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("the signature is not one of the key 'rsa'") });
});

test('says how another type of key signs, and never that its signature is good so', async (context) => {
  needs(context, cc, softhsm, pkcs11js);
  const rsa = ['--label', 'rsa', '--in', file('data')];
  for (const words of [
    ['sign', ...rsa, '--mechanism', 'ecdsa-sha256'],
    ['verify', ...rsa, '--signature', file('rsa.sig'), '--mechanism', 'ecdsa-sha256'],
  ]) {
    const { exitCode, stdout, stderr } = await keys(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain("ecdsa-sha256 is for keys of type ec, and 'rsa' is of type rsa");
  }
  const { signature, mechanism } = JSON.parse(await done('sign', ...rsa, '--json'));
  expect(mechanism).toBe('sha256-rsa-pkcs');
  expect(Buffer.from(signature, 'base64').equals(readFileSync(file('rsa.sig')))).toBe(true);
});

test('ends quietly where nobody reads on, and in words where the output has no room', async (context) => {
  needs(context, cc, softhsm, pkcs11js);
  writeFileSync(file('long'), randomBytes(400_000));
  await done('generate', '--type', 'aes', '--label', 'piped');
  await done('encrypt', '--label', 'piped', '--in', file('long'), '-o', file('long.enc'));
  const shell = (line: string) => run('bash', ['-c', line], { variables: { AWS_ENDPOINT_URL: emulator.url, LONG: file('long') } });
  for (const action of ['list', 'encrypt --label piped --in "$LONG"', 'decrypt --label piped --in "$LONG.enc"'])
    expect(await shell(`hsm keys testing ${action} | true; exit \${PIPESTATUS[0]}`), action).toEqual({
      exitCode: 141,
      stdout: '',
      stderr: '',
    });
  const { exitCode, stderr } = await shell('hsm keys testing encrypt --label piped --in - -o - <"$LONG" >/dev/full');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: expect.stringMatching(/^hsm: standard output cannot be written: ENOSPC[^\n]*\n$/),
  });
});

test('refuses in words a key that is not there or not alone, a wrong user and a module that is none', async (context) => {
  needs(context, cc, softhsm, pkcs11js);
  for (const id of ['01', '02']) await done('generate', '--type', 'aes', '--label', 'twin', '--id', id);
  const cases: [string, number, ...string[]][] = [
    ["there is no secret key 'nobody'", 2, 'encrypt', '--label', 'nobody'],
    ["2 secret keys are called 'twin'", 2, 'encrypt', '--label', 'twin'],
    ['say which key', 2, 'encrypt'],
    ["there is no key 'nobody'; npx hsm keys testing list shows which there are", 2, 'show', '--label', 'nobody'],
    ['admin is an administrator, who has no keys', 2, 'list', '--user', 'admin'],
    ['kmsuser belongs to KMS', 2, 'list', '--user', 'kmsuser'],
    ['cannot both go to standard output', 2, 'encrypt', '--label', 'twin', '--json'],
    ['has no secret of a user stranger; name another with --user: application, lifecycle_canary; or', 2, 'list', '--user', 'stranger'],
    ['there is no PKCS #11 module /nowhere.so', 2, 'list', '--module', '/nowhere.so'],
    ['is no PKCS #11 module', 2, 'list', '--module', file('data')],
    ['a key of type rsa has 2048, 3072, 4096 bits', 2, 'generate', '--type', 'rsa', '--size', '1024', '--label', 'small'],
  ];
  for (const [words, code, ...line] of cases) {
    const { exitCode, stderr } = await keys(...line);
    expect({ line, exitCode, stderr }).toEqual({ line, exitCode: code, stderr: expect.stringContaining(words) });
  }
  const variables = { AWS_ENDPOINT_URL: emulator.url, AWS_REGION: 'eu-west-1' };
  const elsewhere = await hsm(['keys', 'testing', 'show', '--label', 'nobody', '--region', 'us-east-1'], { variables });
  expect(elsewhere.stderr).toContain('npx hsm keys testing list --region us-east-1 shows which there are');
  await done('encrypt', '--label', 'twin', '--id', '02', '--in', file('data'), '-o', file('of-twin'));
  await done('delete', '--label', 'twin', '--id', '01', '--yes');
  expect(JSON.parse(await done('list', '--json')).keys.filter(({ label }: { label: string }) => label === 'twin')).toMatchObject([
    { id: '02' },
  ]);
});

test('refuses in words a wrong password, and then a user whom five of them have locked; files that cannot be read or written', async (context) => {
  needs(context, cc, softhsm, pkcs11js);
  writeFileSync(file('short'), 'a secret');
  await done('generate', '--type', 'aes', '--label', 'words');
  const missing: [string, ...string[]][] = [
    [`${file('nothing')} cannot be read`, '--in', file('nothing'), '-o', file('out')],
    [`${file('no/folder')} cannot be written`, '--in', file('short'), '-o', file('no/folder')],
  ];
  for (const [words, ...line] of missing) {
    const { exitCode, stderr } = await keys('encrypt', '--label', 'words', ...line);
    expect({ line, exitCode, stderr }).toEqual({ line, exitCode: 2, stderr: expect.stringContaining(words) });
  }
  expect(existsSync(file('out'))).toBe(false);

  const secrets = new SecretsManagerClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'person', secretAccessKey: 'secret' },
  });
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));
  const { ARN: SecretId } = SecretList.find(({ Name }) => Name?.endsWith('/application'))!;
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const wrong = JSON.stringify({ ...JSON.parse(SecretString!), password: 'wrong-Password1' });
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: wrong }));
  const said = [];
  for (let time = 1; time <= 6; time++) {
    const { exitCode, stderr, stdout } = await keys('list');
    said.push(/CKR_PIN_\w+/.exec(stderr)?.[0]);
    expect({ exitCode, stdout, shown: stderr.includes('wrong-Password1') }).toEqual({ exitCode: 3, stdout: '', shown: false });
  }
  expect(said).toEqual([...Array(5).fill('CKR_PIN_INCORRECT'), 'CKR_PIN_LOCKED']);
});

/** The message with a frame in another place, without it, and with it twice. A frame has a number, an IV, 256 KiB and a tag. */
function withFrames(message: Buffer): Record<string, Buffer> {
  const size = 4 + 12 + 256 * 1024 + 16;
  // the last frame: a mark and a length more
  const last = 4 + 4 + 12 + 4 + (700_000 % (256 * 1024)) + 16;
  const from = message.length - last - 2 * size;
  const [beginning, first, second, end] = [
    message.subarray(0, from),
    message.subarray(from, from + size),
    message.subarray(from + size, from + 2 * size),
    message.subarray(from + 2 * size),
  ];
  expect([first.readUInt32BE(), second.readUInt32BE(), end.readUInt32BE()]).toEqual([1, 2, 0xffff_ffff]);
  return {
    moved: Buffer.concat([beginning, second, first, end]),
    dropped: Buffer.concat([beginning, first, end]),
    repeated: Buffer.concat([beginning, first, first, second, end]),
  };
}

function changed(message: Buffer, at: number): Buffer {
  const copy = Buffer.from(message);
  copy[at]! ^= 1;
  return copy;
}
