import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  type DataKeyPairSpec,
  DecryptCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';
import { createKey, EncryptionContext, keyInStore } from './keys.ts';

describe('data key pairs', () => {
  it('come with the private key under the KMS key, which belongs to the public one', async () => {
    const kms = new KMSClient(connection(await localAws()));
    const { KeyId, CurrentKeyMaterialId } = await createKey(kms);
    for (const KeyPairSpec of ['RSA_2048', 'ECC_NIST_P521', 'ECC_SECG_P256K1'] satisfies DataKeyPairSpec[]) {
      const made = await kms.send(new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec, EncryptionContext }));
      expect(made).toMatchObject({ KeyPairSpec, KeyMaterialId: CurrentKeyMaterialId });
      const opened = await kms.send(new DecryptCommand({ CiphertextBlob: made.PrivateKeyCiphertextBlob, EncryptionContext }));
      expect(opened.Plaintext).toEqual(made.PrivateKeyPlaintext);
      const privateKey = createPrivateKey({ key: Buffer.from(opened.Plaintext!), format: 'der', type: 'pkcs8' });
      expect(createPublicKey(privateKey).export({ format: 'der', type: 'spki' })).toEqual(Buffer.from(made.PublicKey!));
      const hidden = await kms.send(new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec }));
      expect(hidden).not.toHaveProperty('PrivateKeyPlaintext');
      expect(hidden.PublicKey).not.toEqual(made.PublicKey);
    }
  });

  it('are made under no key of a custom key store', async () => {
    const { kms, KeyId } = await keyInStore();
    const asked = new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P256' });
    await expect(kms.send(asked)).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
  });

  it('of other specs are refused by name', async () => {
    const kms = new KMSClient(connection(await localAws()));
    const { KeyId } = await createKey(kms);
    const asked = new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: 'ECC_NIST_EDWARDS25519' });
    await expect(kms.send(asked)).rejects.toThrow('Data key pairs of the spec ECC_NIST_EDWARDS25519 are not emulated.');
  });
});
