import { createHash, createPublicKey, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { addHsm, adminPassword, describeBackups, hsm, newCluster } from '../cloudhsmv2/lifecycle.ts';
import { active, configured } from './configured-cluster.ts';
import { admin, cli, cliWords, program } from './programs.ts';

const app = { CLOUDHSM_ROLE: 'crypto-user', CLOUDHSM_PIN: 'app:app-password' };
const other = { CLOUDHSM_ROLE: 'crypto-user', CLOUDHSM_PIN: 'other:other-password' };
const rsa = 'key generate-asymmetric-pair rsa --public-label pub --private-label priv --modulus-size-bits 2048 --public-exponent 65537';
const ec = 'key generate-asymmetric-pair ec --public-label pub --private-label priv';
const signing = '--private-attributes sign=true extractable=false --public-attributes verify=true';
const data = Buffer.from('abc123').toString('base64');

/** A cluster of one HSM with two crypto users. */
async function withUsers() {
  const setting = await active();
  for (const username of ['app', 'other'])
    await cli(setting.aws, `user create --username ${username} --role crypto-user --password ${username}-password`, admin(adminPassword));
  return setting;
}

const said = async (aws: Emulator, line: string, environment = app) => {
  const { error_code, data: answer } = await cli(aws, line, environment);
  expect([line, error_code, answer]).toEqual([line, 0, expect.anything()]);
  return answer;
};
const refusal = async (aws: Emulator, line: string, environment: Record<string, string> = app) => {
  const { error_code, data: answer } = await cli(aws, line, environment);
  expect([line, error_code]).toEqual([line, 1]);
  return answer as string;
};

describe('keys of crypto users', () => {
  it('are made with the defaults of the reference, and listed', async () => {
    const { aws } = await withUsers();
    const { key } = await said(aws, 'key generate-symmetric aes --label one --key-length-bytes 24');
    expect(key).toEqual({
      'key-reference': expect.stringMatching(/^0x[0-9a-f]{16}$/),
      'key-info': {
        'key-owners': [{ username: 'app', 'key-coverage': 'full' }],
        'shared-users': [],
        'key-quorum-values': { 'manage-key-quorum-value': 0, 'use-key-quorum-value': 0 },
        'cluster-coverage': 'full',
      },
      attributes: expect.objectContaining({ 'key-type': 'aes', label: 'one', sign: true, encrypt: false, 'key-length-bytes': 24 }),
    });
    expect(key.attributes['check-value']).toMatch(/^0x[0-9a-f]{6}$/);
    const secret = await said(aws, 'key generate-symmetric generic-secret --label two --key-length-bytes 800 --attributes id=0x01');
    expect(secret.key.attributes).toMatchObject({ 'key-type': 'generic-secret', id: '0x01' });
    expect(secret.key.attributes).not.toHaveProperty('check-value');
    expect(await said(aws, 'key list')).toEqual({
      matched_keys: [key, secret.key].map((one) => ({
        'key-reference': one['key-reference'],
        attributes: { label: one.attributes.label },
      })),
      total_key_count: 2,
      returned_key_count: 2,
    });
    expect((await said(aws, 'key list -v --filter attr.key-type=aes')).matched_keys).toEqual([key]);
    expect((await said(aws, `key list --filter key-reference=${BigInt(key['key-reference'])}`)).total_key_count).toBe(1);
  });

  it('come in pairs, whose public half everybody sees', async () => {
    const { aws } = await withUsers();
    const { public_key, private_key } = await said(aws, `${rsa} ${signing}`);
    expect(public_key.attributes).toMatchObject({ class: 'public-key', verify: true, 'key-length-bytes': 512, sensitive: false });
    expect(private_key.attributes).toMatchObject({ class: 'private-key', sign: true, extractable: false, 'never-extractable': true });
    expect(private_key.attributes).toMatchObject({ 'public-exponent': '0x010001', 'modulus-size-bits': 2048 });
    expect(private_key.attributes['check-value']).toBe(public_key.attributes['check-value']);
    expect((await said(aws, 'key list', other)).matched_keys).toMatchObject([{ attributes: { label: 'pub' } }]);
    expect((await said(aws, 'key list --verbose', admin(adminPassword))).matched_keys).toMatchObject([
      { attributes: { label: 'pub' } },
      { attributes: { label: 'priv' } },
    ]);
  });

  it('are listed by pages', async () => {
    const { aws } = await withUsers();
    for (const label of ['a', 'b', 'c']) await said(aws, `key generate-symmetric aes --label ${label} --key-length-bytes 16`);
    expect(await said(aws, 'key list --max-items 2')).toMatchObject({ total_key_count: 3, returned_key_count: 2, next_token: '2' });
    const rest = await said(aws, 'key list --max-items 2 --starting-token 2');
    expect(rest).toMatchObject({ matched_keys: [{ attributes: { label: 'c' } }], returned_key_count: 1 });
    expect(rest).not.toHaveProperty('next_token');
  });

  it('of a session are gone with the command that made them', async () => {
    const { aws } = await withUsers();
    const { key } = await said(aws, 'key generate-symmetric aes --label one --key-length-bytes 16 --session');
    expect(key.attributes.token).toBe(false);
    expect((await said(aws, 'key list')).total_key_count).toBe(0);
  });

  it('are changed and deleted by their owner alone', async () => {
    const { aws } = await withUsers();
    await said(aws, rsa);
    const set = (name: string, value: string) => `key set-attribute --filter attr.label=pub --name ${name} --value ${value}`;
    expect(await said(aws, set('verify', 'true'))).toEqual({ message: 'Attribute set successfully' });
    expect((await said(aws, 'key list --filter attr.verify=true')).total_key_count).toBe(1);
    expect(await refusal(aws, set('verify', 'true'), other)).toMatch(/owner/);
    expect(await refusal(aws, set('trusted', 'true'))).toMatch(/admins only/);
    await said(aws, set('trusted', 'true'), admin(adminPassword));
    expect(await refusal(aws, set('verify', 'false'), admin(adminPassword))).toMatch(/crypto users only/);
    expect(await refusal(aws, set('private', 'false'))).toMatch(/fixed/);
    expect(await refusal(aws, set('token', 'false'))).toMatch(/to true only/);
    await said(aws, set('modifiable', 'false'));
    expect(await refusal(aws, set('verify', 'false'))).toMatch(/not modifiable/);
    expect(await refusal(aws, 'key delete --filter attr.key-type=rsa')).toBe(
      'Key selection criteria matched 2 keys. Refine selection criteria to select a single key.',
    );
    expect(await refusal(aws, 'key delete --filter attr.label=pub', other)).toMatch(/owner/);
    expect(await said(aws, 'key delete --filter attr.label=priv')).toEqual({ message: 'Key deleted successfully' });
    expect(await refusal(aws, 'user delete --username app --role crypto-user', admin(adminPassword))).toMatch(/owns keys/);
    await said(aws, 'key delete --filter attr.label=pub');
    await said(aws, 'user delete --username app --role crypto-user', admin(adminPassword));
  });

  it.each([
    ['key generate-symmetric aes --label x --key-length-bytes 20', /16, 24 and 32/],
    ['key generate-symmetric generic-secret --label x --key-length-bytes 801', /1 to 800/],
    [`key generate-symmetric aes --label ${'x'.repeat(128)} --key-length-bytes 16`, /127/],
    ['key generate-symmetric aes --label x --key-length-bytes 16 --attributes trusted=true', /cannot be set for a new secret-key/],
    ['key generate-symmetric aes --label x --key-length-bytes 16 --attributes sign=yes', /true or false/],
    ['key generate-symmetric aes --label x --key-length-bytes 16 --attributes shiny=true', /'shiny' cannot be set/],
    ['key generate-symmetric aes --label x --key-length-bytes 16 --share-crypto-users other', /--share-crypto-users is not emulated/],
    [rsa.replace('2048', '1024'), /2048 to 4096/],
    [rsa.replace('65537', '3'), /at least 65537/],
    [`${rsa} --public-attributes unwrap=true`, /for a new public-key/],
    [`${ec} --curve ed25519`, /Invalid curve/],
    ['key list --filter label=x', /Invalid filter/],
    ['key list --max-items many', /invalid value 'many'/],
    ['key delete --filter attr.label=none', /matched 0 keys/],
  ])('are refused: %s', async (line, why) => {
    const { aws } = await withUsers();
    expect(await refusal(aws, line)).toMatch(why);
  });

  it('have to be on two HSMs, unless nobody is to check that', async () => {
    const { aws, ip } = await withUsers();
    await program(aws, 'configure-cli', ['-a', ip, '--enable-key-availability-check']);
    const line = 'key generate-symmetric aes --label x --key-length-bytes 16';
    expect(await refusal(aws, line)).toMatch(/^Key 0x\w{16} does not meet the availability requirements - .* at least 2 HSMs/);
    expect((await said(aws, 'key list')).total_key_count).toBe(0);
    await addHsm(aws, aws.home.cloudhsmv2.clusters.keys().next().value!, 1);
    await said(aws, line);
  });

  it('are in backups, and with them in clusters made from one, here and elsewhere', async () => {
    const { aws, cluster } = await withUsers();
    await said(aws, `${rsa} ${signing}`);
    const sign = `crypto sign rsa-pkcs --key-filter attr.label=priv --hash-function sha256 --data ${data}`;
    const { signature } = await said(aws, sign);
    await addHsm(aws, cluster.clusterId, 1);
    await said(aws, 'key generate-symmetric aes --label younger --key-length-bytes 16');
    const [backup] = await describeBackups(aws);
    await hsm(aws, 'CopyBackupToRegion', { BackupId: backup.BackupId, DestinationRegion: 'eu-west-1' });
    await aws.home.clock.idle();
    const [copy] = [...aws.home.elsewhere('eu-west-1').cloudhsmv2.backups.values()];
    expect([...copy!.content.keys.values()].map(({ attributes }) => attributes.label)).toEqual(['pub', 'priv']);

    const restored = await newCluster(aws, { SourceBackupId: backup.BackupId });
    await addHsm(aws, restored);
    await configured(aws, restored);
    expect((await said(aws, 'key list')).matched_keys).toMatchObject([{ attributes: { label: 'pub' } }, { attributes: { label: 'priv' } }]);
    expect((await said(aws, sign)).signature).toBe(signature);
  });
});

describe('crypto sign and verify', () => {
  it('make RSA PKCS #1 v1.5 signatures that any other program verifies', async () => {
    const { aws } = await withUsers();
    const { public_key, private_key } = await said(aws, `${rsa} ${signing}`);
    const filter = '--key-filter attr.label=priv --hash-function sha256';
    const signed = await said(aws, `crypto sign rsa-pkcs ${filter} --data ${data}`);
    expect(signed['key-reference']).toBe(private_key['key-reference']);
    const [modulus, exponent] = ['modulus', 'public-exponent'].map((name) => Buffer.from(public_key.attributes[name].slice(2), 'hex'));
    const key = createPublicKey({
      key: { kty: 'RSA', n: modulus!.toString('base64url'), e: exponent!.toString('base64url') },
      format: 'jwk',
    });
    expect(verify('sha256', Buffer.from('abc123'), key, Buffer.from(signed.signature, 'base64'))).toBe(true);

    const digest = Buffer.from('3031300d060960864801650304020105000420', 'hex');
    const encoded = Buffer.concat([digest, createHash('sha256').update('abc123').digest()]).toString('base64');
    expect((await said(aws, `crypto sign rsa-pkcs ${filter} --data ${encoded} --data-type digest`)).signature).toBe(signed.signature);

    const check = `crypto verify rsa-pkcs --key-filter attr.label=pub --hash-function sha256 --signature ${signed.signature}`;
    expect(await said(aws, `${check} --data ${data}`)).toEqual({ message: 'Signature verified successfully' });
    expect(await said(aws, `${check} --data ${encoded} --data-type digest`)).toEqual({ message: 'Signature verified successfully' });
    expect(await refusal(aws, `${check} --data aW52YWxpZA==`)).toBe('Signature verification failed');
  });

  it('read data and signatures from files of any bytes', async () => {
    const { aws } = await withUsers();
    await said(aws, `${rsa} ${signing}`);
    const [file, signatureFile] = [join(aws.home.folder, 'some data'), join(aws.home.folder, 'signature')];
    writeFileSync(file, Buffer.from([0, 1, 255, 10, 0]));
    const sign = ['crypto', 'sign', 'rsa-pkcs', '--key-filter', 'attr.label=priv', '--hash-function', 'sha512', '--data-path', file];
    const { signature } = (await cliWords(aws, sign, app)).data;
    writeFileSync(signatureFile, Buffer.from(signature, 'base64'));
    const check = ['--key-filter', 'attr.label=pub', '--hash-function', 'sha512', `--data-path=${file}`, '--signature-path', signatureFile];
    expect(await cliWords(aws, ['crypto', 'verify', 'rsa-pkcs', ...check], app)).toMatchObject({ error_code: 0 });
    expect(await refusal(aws, 'crypto sign rsa-pkcs --key-filter attr.label=priv --hash-function sha512 --data-path /none')).toBe(
      'Unable to read the file /none',
    );
  });

  it.each([
    ['rsa-pkcs-pss', rsa, 'sha256 --mgf mgf1-sha256 --salt-length 10'],
    ['ecdsa', `${ec} --curve secp224r1`, 'sha224'],
    ['ecdsa', `${ec} --curve secp256r1`, 'sha256'],
    ['ecdsa', `${ec} --curve secp256k1`, 'sha384'],
    ['ecdsa', `${ec} --curve secp384r1`, 'sha384'],
    ['ecdsa', `${ec} --curve secp521r1`, 'sha512'],
  ])('agree on %s: %s', async (mechanism, make, options) => {
    const { aws } = await withUsers();
    await said(aws, `${make} ${signing}`);
    const sign = `crypto sign ${mechanism} --key-filter attr.label=priv --hash-function ${options} --data ${data}`;
    const { signature } = await said(aws, sign);
    const check = `crypto verify ${mechanism} --key-filter attr.label=pub --hash-function ${options} --signature ${signature}`;
    expect(await said(aws, `${check} --data ${data}`)).toEqual({ message: 'Signature verified successfully' });
    expect(await refusal(aws, `${check} --data aW52YWxpZA==`)).toBe('Signature verification failed');
  });

  it('are refused with a key or parameters that do not fit', async () => {
    const { aws } = await withUsers();
    await said(aws, rsa);
    const { private_key } = await said(
      aws,
      `${ec.replace('label pub', 'label ec-pub').replace('label priv', 'label ec-priv')} --curve prime256v1 ${signing}`,
    );
    expect(private_key.attributes.curve).toBe('secp256r1');
    const sign = (mechanism: string, label: string, rest: string) =>
      `crypto sign ${mechanism} --key-filter attr.label=${label} --hash-function ${rest}`;
    expect(await refusal(aws, sign('rsa-pkcs', 'priv', `sha256 --data ${data}`))).toMatch(/its attribute sign is false/);
    expect(await refusal(aws, sign('rsa-pkcs', 'ec-priv', `sha256 --data ${data}`))).toMatch(/cannot sign with rsa-pkcs: it is a ec/);
    expect(await refusal(aws, sign('rsa-pkcs', 'pub', `sha256 --data ${data}`))).toMatch(/it is a rsa public-key/);
    expect(await refusal(aws, sign('ecdsa', 'ec-priv', `sha1 --data ${data}`))).toMatch(/weaker than the key/);
    expect(await refusal(aws, sign('ecdsa', 'ec-priv', `md5 --data ${data}`))).toMatch(/invalid value 'md5'/);
    expect(await refusal(aws, sign('ecdsa', 'ec-priv', 'sha256'))).toMatch(/give either --data or --data-path/);
    expect(await refusal(aws, sign('ecdsa', 'ec-priv', 'sha256 --data ???'))).toMatch(/not Base64/);
    expect(await refusal(aws, sign('ecdsa', 'ec-priv', `sha256 --data ${data} --data-type digest`))).toMatch(/for rsa-pkcs only/);
    await said(aws, 'key set-attribute --filter attr.label=priv --name sign --value true');
    const pss = (rest: string) => sign('rsa-pkcs-pss', 'priv', `sha256 --data ${data} ${rest}`);
    expect(await refusal(aws, pss('--mgf mgf1-sha1 --salt-length 10'))).toMatch(/mgf1-sha256/);
    expect(await refusal(aws, pss('--mgf mgf1-sha256 --salt-length 999'))).toMatch(/salt/);
    expect(await refusal(aws, sign('ecdsa', 'ec-priv', `sha256 --data ${data}`), admin(adminPassword))).toMatch(/not permitted/);
  });
});
