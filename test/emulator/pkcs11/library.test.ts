import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { localAws } from '../../local-aws.ts';
import { hsm, zones } from '../cloudhsmv2/lifecycle.ts';
import { program } from '../data-plane/programs.ts';
import { reached, reachedCluster } from './in-library.ts';

describe('the local PKCS #11 library', () => {
  it('has one slot, with the token hsm1, and no session that is read-only', async (context) => {
    const { as } = await reachedCluster(context);
    expect(await as('one', 'slots')).toEqual({ slots: 1, label: 'hsm1' });
    expect(await as('one', 'readOnlySession')).toBe('CKR_FUNCTION_FAILED');
    expect(await as('one', 'readOnlySession', undefined, { HSM_EMULATOR_READ_ONLY_SESSIONS: 'allowed' })).toBe('CKR_OK');
  });

  it('lets any crypto user in whom the HSMs know, and locks one after five wrong passwords', async (context) => {
    const { as, cluster } = await reachedCluster(context);
    expect([await as('one', 'login'), await as('TWO', 'login'), await as('three', 'login')]).toEqual([
      'CKR_OK',
      'CKR_OK',
      'CKR_PIN_INCORRECT',
    ]);
    expect(await as('admin', 'login')).toBe('CKR_PIN_INCORRECT');
    for (let time = 1; time <= 5; time++) expect(await as('one', 'login', 'wrong-Password1')).toBe('CKR_PIN_INCORRECT');
    expect(await as('one', 'login')).toBe('CKR_PIN_LOCKED');
    expect(cluster.hsms.map(({ users }) => users.find(({ username }) => username === 'one')!.locked)).toEqual([true, true]);
    expect(await as('two', 'login')).toBe('CKR_OK');
  });

  it('does not offer what CloudHSM does not', async (context) => {
    const { as } = await reachedCluster(context);
    expect(await as('one', 'notOffered')).toEqual(Array(4).fill('CKR_FUNCTION_NOT_SUPPORTED'));
    expect(await as('one', 'mechanisms')).toEqual({
      gcm: true,
      md5: false,
      md5Asked: 'CKR_MECHANISM_INVALID',
      des: 'CKR_MECHANISM_INVALID',
      smallRsa: 'CKR_ATTRIBUTE_VALUE_INVALID',
    });
  });

  it('gives keys the attributes that CloudHSM gives where a template is silent', async (context) => {
    const { as } = await reachedCluster(context);
    const secret = { TOKEN: false, PRIVATE: true, SENSITIVE: true, EXTRACTABLE: true, ENCRYPT: false, DECRYPT: false };
    expect(await as('one', 'usualAttributes')).toEqual({
      secret: { ...secret, WRAP: false, UNWRAP: false, SIGN: true, VERIFY: true },
      sign: false,
    });
  });

  it('makes the IV of AES-GCM itself, takes 16,224 bytes and no parts', async (context) => {
    const { as } = await reachedCluster(context);
    const text = 'the same text';
    expect(await as('one', 'ivOfTheHsm')).toEqual({ different: true, apart: text, together: text, changed: false });
    expect(await as('one', 'limits')).toEqual({
      most: 'CKR_OK',
      more: 'CKR_DATA_LEN_RANGE',
      inParts: 'CKR_MECHANISM_INVALID',
      after: 'CKR_OK',
    });
  });

  it('hashes for ECDSA, and takes no key of a type that a mechanism is not for', async (context) => {
    const { as } = await reachedCluster(context);
    expect(await as('one', 'hashedEcdsa')).toEqual({
      good: 'CKR_OK',
      other: 'CKR_SIGNATURE_INVALID',
      mistaken: ['CKR_KEY_TYPE_INCONSISTENT'],
    });
  });

  it('takes no parts for what is single-part, and has ended it then', async (context) => {
    const { as } = await reachedCluster(context);
    const each = ['CKR_OK', 'CKR_MECHANISM_INVALID', 'CKR_OK', 'CKR_MECHANISM_INVALID'];
    expect(await as('one', 'singleParts')).toEqual({
      sign: each,
      verify: each,
      encrypt: each,
      decrypt: each,
      v15: 'CKR_MECHANISM_INVALID',
    });
  });

  it('carries keys under others as CloudHSM does', async (context) => {
    const { as } = await reachedCluster(context);
    expect(await as('one', 'carries')).toEqual({
      seen: [
        ['noPadding', true, true, null],
        ['zeroPadding', true, true, 'ec'],
        ['pkcs5Padding', true, true, 'ec'],
        ['gcm', true, true, 'ec'],
      ],
      oaep: ['sha1', 'sha256', 'sha384', 'sha512'].map((hash) => [hash, true, true]),
      refused: 'CKR_KEY_FUNCTION_NOT_PERMITTED',
      standard: 'CKR_MECHANISM_INVALID',
    });
  });

  it("keeps certificates, which are everybody's, where it is configured to", async (context) => {
    const { as, aws } = await reachedCluster(context);
    expect(await as('one', 'certificates')).toEqual({ answers: Array(4).fill('CKR_ATTRIBUTE_VALUE_INVALID'), changed: [], labels: [] });
    expect(await program(aws, 'configure-pkcs11', ['--enable-certificate-storage'])).toMatchObject({ exitCode: 0 });
    expect(await as('one', 'certificates')).toEqual({
      answers: ['CKR_OK', 'CKR_TEMPLATE_INCOMPLETE', 'CKR_ATTRIBUTE_VALUE_INVALID', 'CKR_ATTRIBUTE_TYPE_INVALID'],
      changed: ['CKR_OK'],
      labels: ['renewed'],
    });
    expect(await as('two', 'labels')).toEqual(['renewed']);
    expect(await as('one', 'notOffered')).toEqual(Array(4).fill('CKR_FUNCTION_NOT_SUPPORTED'));
    expect(await as('two', 'deleteAll')).toEqual(['CKR_OK']);
    expect(await program(aws, 'configure-pkcs11', ['--disable-certificate-storage'])).toMatchObject({ exitCode: 0 });
    expect(await as('two', 'labels')).toEqual([]);
  });

  it('has no attributes but those of the tables', async (context) => {
    const { as } = await reachedCluster(context);
    expect(await as('one', 'unreadAttributes')).toEqual(['CKR_ATTRIBUTE_TYPE_INVALID', 'CKR_ATTRIBUTE_TYPE_INVALID', 'CKR_OK']);
  });

  it('shows a user the own keys and the public ones of all, and lets the owner alone delete them', async (context) => {
    const { as } = await reachedCluster(context);
    expect(await as('one', 'makeKeys')).toEqual(['one private', 'one public', 'one secret']);
    expect(await as('two', 'makeKeys')).toEqual(['one public', 'two private', 'two public', 'two secret']);
    expect(await as('one', 'byId')).toEqual([['one secret'], ['two public'], []]);
    expect((await as('one', 'deleteAll')).toSorted()).toEqual(['CKR_ACTION_PROHIBITED', 'CKR_OK', 'CKR_OK', 'CKR_OK']);
    expect(await as('two', 'labels')).toEqual(['two private', 'two public', 'two secret']);
  });

  it('makes and uses kept keys on two HSMs at least, unless it is configured not to mind', async (context) => {
    const { as, aws } = await reachedCluster(context, 1);
    expect(await as('one', 'tokenKey')).toBe('CKR_FUNCTION_FAILED');
    const log = readFileSync(join(aws.bin, '../run/cloudhsm-pkcs11.log'), 'utf8');
    expect(log).toContain('must be available on at least 2 HSMs');
    expect(await program(aws, 'configure-pkcs11', ['--disable-key-availability-check'])).toMatchObject({ exitCode: 0 });
    expect(await as('one', 'tokenKey')).toBe('CKR_OK');
  });

  it('goes on with one HSM of two, and fails where none is there', async (context) => {
    const { as, aws, cluster } = await reachedCluster(context, 3);
    await as('one', 'makeKeys');
    const [first, ...others] = cluster.hsms.map(({ hsmId }) => hsmId);
    await hsm(aws, 'DeleteHsm', { ClusterId: cluster.clusterId, HsmId: first });
    await aws.home.clock.idle();
    await program(aws, 'configure-pkcs11', ['--cluster-id', cluster.clusterId]);
    expect(await as('one', 'labels')).toHaveLength(3);
    for (const HsmId of others) await hsm(aws, 'DeleteHsm', { ClusterId: cluster.clusterId, HsmId });
    await aws.home.clock.idle();
    expect(await as('one', 'labels')).toContain('CKR_FUNCTION_FAILED');
  });

  it('finds in a restored cluster the keys of the backup', async (context) => {
    const { as, aws, cluster } = await reachedCluster(context);
    await as('one', 'makeKeys');
    const { BackupId } = await backupOf(aws, cluster.clusterId);
    await as('one', 'deleteAll');
    expect(await as('one', 'labels')).toEqual([]);
    const restored = await hsm(aws, 'CreateCluster', {
      HsmType: 'hsm2m.medium',
      Mode: 'FIPS',
      SubnetIds: Object.values(cluster.subnetMapping),
      SourceBackupId: BackupId,
    });
    await aws.home.clock.idle();
    const { ClusterId } = restored.Cluster;
    for (const AvailabilityZone of zones.slice(0, 2)) await hsm(aws, 'CreateHsm', { ClusterId, AvailabilityZone });
    await aws.home.clock.idle();
    const { as: asThere } = await reached(aws, aws.home.cloudhsmv2.cluster(ClusterId)!);
    expect(await asThere('one', 'labels')).toEqual(['one private', 'one public', 'one secret']);
  });
});

/** A backup of the cluster as it is now: removing an HSM takes one. */
async function backupOf(aws: Awaited<ReturnType<typeof localAws>>, clusterId: string) {
  const { hsms } = aws.home.cloudhsmv2.cluster(clusterId)!;
  await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, HsmId: hsms[1]!.hsmId });
  await aws.home.clock.idle();
  await hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[1] });
  await aws.home.clock.idle();
  const { Backups } = await hsm(aws, 'DescribeBackups', { Filters: { clusterIds: [clusterId] } });
  return Backups.toSorted((a: { CreateTimestamp: number }, b: { CreateTimestamp: number }) => b.CreateTimestamp - a.CreateTimestamp)[0];
}

describe('configure-pkcs11', () => {
  it('writes the configuration beside that of the CLI', async (context) => {
    const { aws, cluster } = await reachedCluster(context);
    const etc = join(aws.bin, '../etc');
    const written = JSON.parse(readFileSync(join(etc, 'cloudhsm-pkcs11.cfg'), 'utf8'));
    expect(written.clusters[0]).toMatchObject({
      type: 'hsm1',
      cluster_id: cluster.clusterId,
      cluster: { hsm_ca_file: join(etc, 'customerCA.crt') },
    });
    expect(written.logging.log_file).toBe(join(aws.bin, '../run/cloudhsm-pkcs11.log'));
    expect(existsSync(join(etc, 'cloudhsm-cli.cfg'))).toBe(false);
  });
});
