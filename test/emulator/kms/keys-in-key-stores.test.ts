import {
  ConnectCustomKeyStoreCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  DisconnectCustomKeyStoreCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateRandomCommand,
  GetKeyRotationStatusCommand,
  GetPublicKeyCommand,
  ListKeyRotationsCommand,
  ListResourceTagsCommand,
  RotateKeyOnDemandCommand,
  SignCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { activeHsm } from './key-store.ts';
import { connectedStore, createKey, EncryptionContext, encrypt, keyInStore, Plaintext } from './keys.ts';

describe('a key in a custom key store', () => {
  it('is described with its store and cluster, and its material is in the cluster', async () => {
    const { home, cluster, kms, CustomKeyStoreId } = await connectedStore();
    const key = await createKey(kms, {
      Origin: 'AWS_CLOUDHSM',
      CustomKeyStoreId,
      Description: 'application data',
      Tags: [{ TagKey: 'owner', TagValue: 'security' }],
    });
    expect(key).toMatchObject({
      Arn: home.arn('kms', `key/${key.KeyId}`),
      AWSAccountId: '123456789012',
      Description: 'application data',
      Origin: 'AWS_CLOUDHSM',
      KeyState: 'Enabled',
      Enabled: true,
      KeySpec: 'SYMMETRIC_DEFAULT',
      MultiRegion: false,
      CustomKeyStoreId,
      CloudHsmClusterId: cluster.clusterId,
    });
    expect(await kms.send(new DescribeKeyCommand({ KeyId: key.Arn }))).toMatchObject({ KeyMetadata: key });
    const [inHardware] = [...cluster.keys.values()];
    expect(inHardware).toMatchObject({ owner: 'kmsuser', attributes: { label: key.Arn, 'key-length-bytes': 32, extractable: false } });
    const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId: key.KeyId }));
    expect(Tags).toEqual([{ TagKey: 'owner', TagValue: 'security' }]);
  });

  it('encrypts under the material in the cluster and nothing else', async () => {
    const { kms, cluster, KeyId, key } = await keyInStore();
    const { CiphertextBlob } = await encrypt(kms, KeyId);
    expect(Buffer.from(CiphertextBlob!).includes(Plaintext)).toBe(false);
    const decrypted = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    expect(Buffer.from(decrypted.Plaintext!)).toEqual(Plaintext);
    expect(decrypted.KeyId).toBe(key.Arn);
    const [inHardware] = [...cluster.keys.values()];
    cluster.keys.set(inHardware!.reference, { ...inHardware!, material: Buffer.alloc(32) });
    await expect(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
    cluster.keys.delete(inHardware!.reference);
    await expect(encrypt(kms, KeyId)).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
  });

  it('is Unavailable while its store is not CONNECTED, and as before afterwards', async () => {
    const { kms, home, KeyId, CustomKeyStoreId } = await keyInStore();
    const state = async () => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata!.KeyState;
    await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    expect(await state()).toBe('Unavailable');
    await expect(encrypt(kms, KeyId)).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    await kms.send(new DisableKeyCommand({ KeyId }));
    expect(await state()).toBe('Unavailable');
    await home.clock.idle();
    await kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    await home.clock.idle();
    expect(await state()).toBe('Disabled');
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect(await encrypt(kms, KeyId)).toMatchObject({ EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
  });

  it('cannot be used while the cluster has no active HSM, though the store stays CONNECTED', async () => {
    const { kms, cluster, KeyId } = await keyInStore();
    const [first] = cluster.hsms;
    const kmsuser = first!.users[0]!.password;
    cluster.hsms = [];
    await expect(encrypt(kms, KeyId)).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata!.KeyState).toBe('Enabled');
    const stale = activeHsm('hsm-bbbbbbbbbbb', 'us-east-1a', 'subnet-0a000001');
    cluster.hsms = [stale];
    await expect(encrypt(kms, KeyId)).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    const fresh = activeHsm('hsm-ccccccccccc', 'us-east-1a', 'subnet-0a000001');
    fresh.users[0]!.password = kmsuser;
    cluster.hsms = [stale, fresh];
    expect((await encrypt(kms, KeyId)).CiphertextBlob).toBeDefined();
  });

  it.each([
    ['a store that does not exist', { CustomKeyStoreId: 'cks-unknown' }, 'CustomKeyStoreNotFoundException'],
    ['another origin', { Origin: 'AWS_KMS' }, 'ValidationException'],
    ['an RSA key', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }, 'UnsupportedOperationException'],
    ['a multi-Region key', { MultiRegion: true }, 'UnsupportedOperationException'],
  ] as [string, CreateKeyCommandInput, string][])('is not created with %s', async (_, change, name) => {
    const { kms, CustomKeyStoreId } = await connectedStore();
    await expect(createKey(kms, { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId, ...change })).rejects.toMatchObject({ name });
  });

  it('needs a CONNECTED store and two active HSMs to be created', async () => {
    const { kms, cluster, CustomKeyStoreId } = await connectedStore();
    const create = () => createKey(kms, { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
    cluster.hsms[1]!.state = 'DEGRADED';
    await expect(create()).rejects.toMatchObject({ name: 'CloudHsmClusterInvalidConfigurationException' });
    await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    await expect(create()).rejects.toMatchObject({ name: 'CustomKeyStoreInvalidStateException' });
  });

  it('takes no rotation', async () => {
    const { kms, KeyId } = await keyInStore();
    const refusal = { name: 'UnsupportedOperationException' };
    await expect(kms.send(new EnableKeyRotationCommand({ KeyId }))).rejects.toMatchObject(refusal);
    await expect(kms.send(new DisableKeyRotationCommand({ KeyId }))).rejects.toMatchObject(refusal);
    await expect(kms.send(new RotateKeyOnDemandCommand({ KeyId }))).rejects.toMatchObject(refusal);
    await expect(kms.send(new GetKeyRotationStatusCommand({ KeyId }))).rejects.toMatchObject(refusal);
    await expect(kms.send(new ListKeyRotationsCommand({ KeyId }))).rejects.toMatchObject(refusal);
  });

  it('neither signs nor has a public key', async () => {
    const { kms, key, KeyId } = await keyInStore();
    const Message = Buffer.from('message');
    await expect(kms.send(new SignCommand({ KeyId, Message, SigningAlgorithm: 'ECDSA_SHA_256' }))).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
      message: `${key.Arn} key usage is ENCRYPT_DECRYPT which is not valid for Sign.`,
    });
    await expect(kms.send(new GetPublicKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
    await expect(
      kms.send(new EncryptCommand({ KeyId, Plaintext: Message, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' })),
    ).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
      message: 'Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT.',
    });
  });

  it('stands beside random bytes of its cluster, as long as the store is CONNECTED', async () => {
    const { kms, CustomKeyStoreId } = await connectedStore();
    const random = () => kms.send(new GenerateRandomCommand({ NumberOfBytes: 16, CustomKeyStoreId }));
    const [one, two] = [(await random()).Plaintext!, (await random()).Plaintext!];
    expect([one.length, two.length]).toEqual([16, 16]);
    expect(one).not.toEqual(two);
    await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    await expect(random()).rejects.toMatchObject({ name: 'CustomKeyStoreInvalidStateException' });
  });
});
