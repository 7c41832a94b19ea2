import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  ReEncryptCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { kmsWithCluster } from './key-store.ts';
import { createKey, EncryptionContext, encrypt, keyInStore, Plaintext } from './keys.ts';

describe('encryption', () => {
  it('needs the same encryption context, in any order, and an unchanged blob', async () => {
    const { kms } = await kmsWithCluster();
    const { KeyId } = await createKey(kms);
    const { CiphertextBlob } = await encrypt(kms, KeyId!);
    const decrypt = (context: Record<string, string> | undefined, blob = CiphertextBlob) =>
      kms.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext: context }));
    const reordered = { environment: 'production', purpose: 'proof' };
    expect(Buffer.from((await decrypt(reordered)).Plaintext!)).toEqual(Plaintext);
    for (const context of [undefined, {}, { ...reordered, purpose: 'other' }]) {
      await expect(decrypt(context)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    }
    for (const index of [0, 10, CiphertextBlob!.length - 1]) {
      const changed = Buffer.from(CiphertextBlob!);
      changed[index]! ^= 1;
      await expect(decrypt(EncryptionContext, changed)).rejects.toThrow();
    }
    await expect(decrypt(EncryptionContext, Buffer.from('short'))).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  it('gives another blob each time', async () => {
    const { kms } = await kmsWithCluster();
    const { KeyId } = await createKey(kms);
    const [one, two] = [await encrypt(kms, KeyId!), await encrypt(kms, KeyId!)];
    expect(Buffer.from(one.CiphertextBlob!)).not.toEqual(Buffer.from(two.CiphertextBlob!));
  });

  it('refuses to decrypt with another key than the blob’s', async () => {
    const { kms } = await kmsWithCluster();
    const [one, other] = [await createKey(kms), await createKey(kms)];
    const { CiphertextBlob } = await encrypt(kms, one.KeyId!);
    await expect(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: other.KeyId }))).rejects.toMatchObject({
      name: 'IncorrectKeyException',
    });
    expect(await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: one.Arn }))).toMatchObject({ KeyId: one.Arn });
  });

  it('moves a blob from KMS’s own key to one in the HSMs', async () => {
    const { kms, key } = await keyInStore();
    const own = await createKey(kms);
    const { CiphertextBlob } = await encrypt(kms, own.KeyId!);
    const moved = await kms.send(
      new ReEncryptCommand({
        CiphertextBlob,
        SourceEncryptionContext: EncryptionContext,
        DestinationKeyId: key.Arn,
        DestinationEncryptionContext: { a: 'b' },
      }),
    );
    expect(moved).toMatchObject({ SourceKeyId: own.Arn, KeyId: key.Arn });
    const decrypted = await kms.send(new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob, EncryptionContext: { a: 'b' } }));
    expect(Buffer.from(decrypted.Plaintext!)).toEqual(Plaintext);
  });

  it('makes data keys', async () => {
    const { kms, KeyId } = await keyInStore();
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));
    expect(made.Plaintext).toHaveLength(32);
    const decrypted = await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext }));
    expect(decrypted.Plaintext).toEqual(made.Plaintext);
    const hidden = await kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 64 }));
    expect(hidden).not.toHaveProperty('Plaintext');
    expect((await kms.send(new DecryptCommand({ CiphertextBlob: hidden.CiphertextBlob }))).Plaintext).toHaveLength(64);
    await expect(kms.send(new GenerateDataKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('says that a dry run would have succeeded', async () => {
    const { kms } = await kmsWithCluster();
    const { KeyId } = await createKey(kms);
    await expect(kms.send(new EncryptCommand({ KeyId, Plaintext, DryRun: true }))).rejects.toMatchObject({
      name: 'DryRunOperationException',
    });
  });
});
