import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addHsm, describeBackups, hsm, newCluster } from '../cloudhsmv2/lifecycle.ts';
import { cliWords, program } from '../data-plane/programs.ts';
import { password, type Reached, reached, reachedCluster } from './in-library.ts';

const data = Buffer.from('abc123').toString('base64');
const one = { CLOUDHSM_ROLE: 'crypto-user', CLOUDHSM_PIN: `one:${password}` };
const signing = '--private-attributes sign=true extractable=false --public-attributes verify=true';
const rsa = `key generate-asymmetric-pair rsa --public-label rsa-pub --private-label rsa-priv --modulus-size-bits 2048 --public-exponent 65537 ${signing}`;
const ec = (curve: string) =>
  `key generate-asymmetric-pair ec --curve ${curve} --public-label ${curve}-pub --private-label ${curve}-priv ${signing}`;
const aes =
  'key generate-symmetric aes --label documents --key-length-bytes 32 --attributes encrypt=true decrypt=true extractable=false id=0x0a0b';

/** A cluster that both clients are configured for. */
async function bothClients(context: Parameters<typeof reachedCluster>[0], hsms = 2) {
  const cluster = await reachedCluster(context, hsms);
  return { ...cluster, ...(await withCli(cluster)) };
}

async function withCli({ aws, cluster, as }: Reached) {
  await program(aws, 'configure-cli', ['--cluster-id', cluster.clusterId]);
  const cli = async (line: string) => {
    const { error_code, data } = await cliWords(aws, line.split(' '), one);
    expect([line, error_code, data]).toEqual([line, 0, expect.anything()]);
    return data;
  };
  const labels = async () => {
    const { matched_keys } = await cli('key list --max-items 100');
    return matched_keys.map(({ attributes }: { attributes: { label: string } }) => attributes.label).toSorted();
  };
  const over = (scenario: Parameters<Reached['as']>[1], given: object) => as('one', scenario, password, { GIVEN: JSON.stringify(given) });
  return { cli, labels, over };
}

describe('keys of the CloudHSM CLI and of PKCS #11', () => {
  it('are the same: what the CLI has made works over PKCS #11', async (context) => {
    const { cli, over, as } = await bothClients(context);
    for (const line of [aes, rsa, ec('secp256r1'), ec('secp224r1'), ec('secp521r1')]) await cli(line);
    expect(await as('one', 'labels')).toHaveLength(9);
    const flags = { TOKEN: true, PRIVATE: true, SENSITIVE: true, EXTRACTABLE: false, WRAP: false, UNWRAP: false };
    expect(await over('attributes', { label: 'documents' })).toEqual({
      ...flags,
      id: '0a0b',
      ENCRYPT: true,
      DECRYPT: true,
      SIGN: true,
      VERIFY: true,
    });
    expect(await over('privateValue', { label: 'documents' })).toBe('CKR_ATTRIBUTE_SENSITIVE');
    const message = await over('encrypts', { label: 'documents' });
    expect(await over('decrypts', { label: 'documents', message })).toBe('a secret');
    const check = (mechanism: string, label: string, hash: string) => (signature: string) =>
      cli(`crypto verify ${mechanism} --key-filter attr.label=${label} --hash-function ${hash} --data ${data} --signature ${signature}`);
    await over('signs', { label: 'rsa-priv' }).then(check('rsa-pkcs', 'rsa-pub', 'sha256'));
    for (const curve of ['secp256r1', 'secp224r1'])
      await over('signs', { label: `${curve}-priv`, ec: true }).then(check('ecdsa', `${curve}-pub`, 'sha256'));
    // FIPS mode wants a longer hash for this one, which the CLI checks
    expect(Buffer.from(await over('signs', { label: 'secp521r1-priv', ec: true }), 'base64')).toHaveLength(132);
    expect(await as('two', 'labels')).toEqual(['rsa-pub', 'secp224r1-pub', 'secp256r1-pub', 'secp521r1-pub']);
  });

  it('are the same: what PKCS #11 has made is listed, used, changed and deleted by the CLI', async (context) => {
    const { cli, over, as, labels } = await bothClients(context);
    await as('one', 'makeKeys');
    expect(await labels()).toEqual(['one private', 'one public', 'one secret']);
    const { matched_keys } = await cli('key list -v --filter attr.class=private-key');
    expect(matched_keys[0]).toMatchObject({
      'key-info': { 'key-owners': [{ username: 'one', 'key-coverage': 'full' }] },
      attributes: { 'key-type': 'ec', curve: 'secp256r1', id: `0x${Buffer.from('one private').toString('hex')}`, sign: false, token: true },
    });
    const reference = matched_keys[0]['key-reference'];
    await cli(`key set-attribute --filter key-reference=${reference} --name sign --value true`);
    await cli(`key set-attribute --filter key-reference=${reference} --name label --value codes`);
    const { signature } = await cli(`crypto sign ecdsa --key-filter attr.label=codes --hash-function sha256 --data ${data}`);
    const [verifying] = (await cli('key list -v --filter attr.class=public-key')).matched_keys;
    await cli(`key set-attribute --filter key-reference=${verifying['key-reference']} --name verify --value true`);
    const check = `crypto verify ecdsa --key-filter attr.class=public-key --hash-function sha256 --data ${data} --signature`;
    await cli(`${check} ${signature}`);
    await cli(`${check} ${await over('signs', { label: 'codes', ec: true })}`);
    await cli('key delete --filter attr.class=secret-key');
    expect(await as('one', 'labels')).toEqual(['codes', 'one public']);
    await as('one', 'deleteAll');
    expect(await labels()).toEqual([]);
  });

  it('are the same for a program that runs on', async (context) => {
    const { aws, cli, over, cluster } = await bothClients(context);
    await cli(aes);
    const command = (line: string) => [
      'env',
      ...Object.entries(one).map((pair) => pair.join('=')),
      join(aws.bin, 'cloudhsm-cli'),
      ...line.split(' '),
    ];
    const set = command('key set-attribute --filter attr.label=documents --name label --value papers');
    const commands = [set, command(rsa), command('key delete --filter attr.label=papers')];
    expect(await over('seesOthers', { commands })).toEqual([
      ['documents'],
      ['papers'],
      ['papers', 'rsa-priv', 'rsa-pub'],
      ['rsa-priv', 'rsa-pub'],
    ]);
    expect(cluster.keys.size).toBe(2);
  });

  it('are all in backups: a restored cluster has them, also elsewhere, and deleted ones come back', async (context) => {
    const setting = await bothClients(context);
    const { aws, cli, over, as, cluster } = setting;
    for (const line of [aes, rsa]) await cli(line);
    await as('one', 'makeKeys');
    const message = await over('encrypts', { label: 'documents' });
    const signature = await over('signs', { label: 'rsa-priv' });
    await addHsm(aws, cluster.clusterId, 2);
    const before = await setting.labels();
    await cli('key delete --filter attr.label=documents');
    await as('one', 'deleteAll');
    const newest = (await describeBackups(aws)).toSorted(
      (a: { CreateTimestamp: number }, b: { CreateTimestamp: number }) => b.CreateTimestamp - a.CreateTimestamp,
    )[0];
    await hsm(aws, 'CopyBackupToRegion', { BackupId: newest.BackupId, DestinationRegion: 'eu-west-1' });
    await aws.home.clock.idle();
    const [copy] = [...aws.home.elsewhere('eu-west-1').cloudhsmv2.backups.values()];
    expect([...copy!.content.keys.values()].map(({ attributes }) => attributes.label).toSorted()).toEqual(before);

    const restored = await newCluster(aws, { SourceBackupId: newest.BackupId });
    for (const zone of [0, 1]) await addHsm(aws, restored, zone);
    const there = await reached(aws, aws.home.cloudhsmv2.cluster(restored)!);
    const { labels, over: overThere, cli: cliThere } = await withCli(there);
    expect(await labels()).toEqual(before);
    expect(await there.as('one', 'labels')).toEqual(before);
    expect(await overThere('decrypts', { label: 'documents', message })).toBe('a secret');
    await cliThere(`crypto verify rsa-pkcs --key-filter attr.label=rsa-pub --hash-function sha256 --data ${data} --signature ${signature}`);
  });
});
