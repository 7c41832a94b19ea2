import { constants, createHash, createPublicKey, diffieHellman, generateKeyPairSync, publicEncrypt, verify } from 'node:crypto';
import {
  CreateKeyCommand,
  DecryptCommand,
  DeriveSharedSecretCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyRotationStatusCommand,
  GetPublicKeyCommand,
  type KeySpec,
  type KeyUsageType,
  KMSClient,
  SignCommand,
  type SigningAlgorithmSpec,
  VerifyCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';

const Message = Buffer.from('what is signed');

async function pairOf(KeySpec: KeySpec, KeyUsage: KeyUsageType) {
  const kms = new KMSClient(connection(await localAws()));
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec, KeyUsage }));
  const { KeyId, Arn } = KeyMetadata as { KeyId: string; Arn: string };
  const shown = await kms.send(new GetPublicKeyCommand({ KeyId }));
  const publicKey = createPublicKey({ key: Buffer.from(shown.PublicKey!), format: 'der', type: 'spki' });
  return { kms, KeyId, Arn, shown, publicKey };
}

describe('asymmetric keys', () => {
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  for (const [spec, algorithm, options] of [
    ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256', {}],
    ['RSA_3072', 'RSASSA_PKCS1_V1_5_SHA_384', {}],
    ['RSA_2048', 'RSASSA_PSS_SHA_256', pss],
    ['RSA_3072', 'RSASSA_PSS_SHA_384', pss],
    ['RSA_4096', 'RSASSA_PSS_SHA_512', pss],
    ['ECC_NIST_P256', 'ECDSA_SHA_256', {}],
    ['ECC_NIST_P384', 'ECDSA_SHA_384', {}],
    ['ECC_NIST_P521', 'ECDSA_SHA_512', {}],
    ['ECC_SECG_P256K1', 'ECDSA_SHA_256', {}],
  ] satisfies [KeySpec, SigningAlgorithmSpec, object][]) {
    it(`of ${spec} sign by ${algorithm} as their public key verifies it elsewhere, a message or its digest`, async () => {
      const { kms, KeyId, Arn, publicKey } = await pairOf(spec, 'SIGN_VERIFY');
      const hash = `sha${algorithm.slice(-3)}`;
      const digest = createHash(hash).update(Message).digest();
      const SigningAlgorithm = algorithm as SigningAlgorithmSpec;
      const ofMessage = await kms.send(new SignCommand({ KeyId, Message, SigningAlgorithm }));
      expect(ofMessage).toMatchObject({ KeyId: Arn, SigningAlgorithm });
      const ofDigest = await kms.send(new SignCommand({ KeyId, Message: digest, MessageType: 'DIGEST', SigningAlgorithm }));
      for (const { Signature } of [ofMessage, ofDigest]) {
        expect(verify(hash, Message, { key: publicKey, ...options }, Signature!)).toBe(true);
        expect(await kms.send(new VerifyCommand({ KeyId, Message, Signature, SigningAlgorithm }))).toMatchObject({ SignatureValid: true });
        const wrong = new VerifyCommand({ KeyId, Message: Buffer.from('another'), Signature, SigningAlgorithm });
        await expect(kms.send(wrong)).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
      }
    });
  }

  it('tell their usage and its algorithms, and have no material that can be rotated', async () => {
    const { kms, KeyId, Arn, shown } = await pairOf('ECC_NIST_P384', 'KEY_AGREEMENT');
    const kind = {
      KeySpec: 'ECC_NIST_P384',
      CustomerMasterKeySpec: 'ECC_NIST_P384',
      KeyUsage: 'KEY_AGREEMENT',
      KeyAgreementAlgorithms: ['ECDH'],
    };
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toMatchObject({ ...kind, Arn });
    expect(KeyMetadata).not.toHaveProperty('CurrentKeyMaterialId');
    expect(KeyMetadata).not.toHaveProperty('EncryptionAlgorithms');
    expect(shown).toMatchObject({ ...kind, KeyId: Arn });
    // as shown in ansible-collections/community.aws#311
    expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({ KeyRotationEnabled: false });
    await expect(kms.send(new EnableKeyRotationCommand({ KeyId }))).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
  });

  it('decrypt what anybody has encrypted under their public key', async () => {
    const { kms, KeyId, publicKey } = await pairOf('RSA_2048', 'ENCRYPT_DECRYPT');
    for (const [EncryptionAlgorithm, oaepHash] of [
      ['RSAES_OAEP_SHA_1', 'sha1'],
      ['RSAES_OAEP_SHA_256', 'sha256'],
    ] as const) {
      const theirs = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, Message);
      const { CiphertextBlob: ours } = await kms.send(new EncryptCommand({ KeyId, Plaintext: Message, EncryptionAlgorithm }));
      for (const CiphertextBlob of [theirs, ours]) {
        const opened = await kms.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionAlgorithm }));
        expect(Buffer.from(opened.Plaintext!)).toEqual(Message);
      }
    }
  });

  it('need their algorithm and their name, and take no encryption context', async () => {
    const { kms, KeyId } = await pairOf('RSA_2048', 'ENCRYPT_DECRYPT');
    const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
    const encrypt = (more: object) => kms.send(new EncryptCommand({ KeyId, Plaintext: Message, EncryptionAlgorithm, ...more }));
    const { CiphertextBlob } = await encrypt({});
    const decrypt = (more: object) => kms.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionAlgorithm, ...more }));
    const unfit = { name: 'InvalidKeyUsageException', message: 'Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.' };
    await expect(encrypt({ EncryptionAlgorithm: undefined })).rejects.toMatchObject(unfit);
    await expect(kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }))).rejects.toMatchObject(unfit);
    await expect(encrypt({ EncryptionContext: { a: 'b' } })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(decrypt({ KeyId: undefined })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(decrypt({ EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' })).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    await expect(decrypt({ EncryptionAlgorithm: undefined })).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  it('agree on a secret with a key from elsewhere, on the same curve', async () => {
    const { kms, KeyId, publicKey } = await pairOf('ECC_NIST_P256', 'KEY_AGREEMENT');
    const theirs = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const derive = (PublicKey: Buffer) => kms.send(new DeriveSharedSecretCommand({ KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey }));
    const { SharedSecret } = await derive(theirs.publicKey.export({ format: 'der', type: 'spki' }));
    expect(Buffer.from(SharedSecret!)).toEqual(diffieHellman({ privateKey: theirs.privateKey, publicKey }));
    const other = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey.export({ format: 'der', type: 'spki' });
    await expect(derive(other)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('do nothing while they are disabled, but show their public key', async () => {
    const { kms, KeyId, publicKey } = await pairOf('ECC_NIST_P256', 'SIGN_VERIFY');
    await kms.send(new DisableKeyCommand({ KeyId }));
    const disabled = { name: 'DisabledException' };
    await expect(kms.send(new SignCommand({ KeyId, Message, SigningAlgorithm: 'ECDSA_SHA_256' }))).rejects.toMatchObject(disabled);
    const shown = await kms.send(new GetPublicKeyCommand({ KeyId }));
    expect(Buffer.from(shown.PublicKey!)).toEqual(publicKey.export({ format: 'der', type: 'spki' }));
  });

  it('of other specs are refused by name, and so is a usage that a spec has not', async () => {
    const kms = new KMSClient(connection(await localAws()));
    const create = (KeySpec: KeySpec, KeyUsage: KeyUsageType) => kms.send(new CreateKeyCommand({ KeySpec, KeyUsage }));
    await expect(create('ML_DSA_44', 'SIGN_VERIFY')).rejects.toThrow('Keys of the spec ML_DSA_44 are not emulated.');
    await expect(create('HMAC_256', 'SIGN_VERIFY')).rejects.toThrow('KeyUsage SIGN_VERIFY is not compatible with KeySpec HMAC_256');
  });
});
