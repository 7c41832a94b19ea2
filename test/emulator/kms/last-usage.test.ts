import {
  DecryptCommand,
  EncryptCommand,
  GenerateRandomCommand,
  GetKeyLastUsageCommand,
  type KMSClient,
  ReEncryptCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { kmsWithCluster } from './key-store.ts';
import { createKey, EncryptionContext, encrypt, keyInStore, Plaintext } from './keys.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const lastUsage = (kms: KMSClient, KeyId: string) => kms.send(new GetKeyLastUsageCommand({ KeyId }));

describe('GetKeyLastUsage', () => {
  it('tells since when a key is watched that nobody has used, and what used it last', async () => {
    const { kms, home, key, KeyId, CustomKeyStoreId } = await keyInStore();
    const { CreationDate, Arn } = key;
    expect(await lastUsage(kms, KeyId)).toMatchObject({
      KeyId,
      KeyLastUsage: {},
      TrackingStartDate: CreationDate,
      KeyCreationDate: CreationDate,
    });
    await home.clock.advance(3600);
    const { CiphertextBlob } = await encrypt(kms, KeyId);
    const { KeyLastUsage: first } = await lastUsage(kms, Arn!);
    expect(first).toEqual({
      Operation: 'Encrypt',
      Timestamp: home.clock.date(),
      KmsRequestId: expect.stringMatching(uuid),
      CloudTrailEventId: expect.stringMatching(uuid),
    });
    await home.clock.advance(60);
    await kms.send(new GenerateRandomCommand({ NumberOfBytes: 8, CustomKeyStoreId }));
    await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    expect((await lastUsage(kms, KeyId)).KeyLastUsage).toMatchObject({ Operation: 'Decrypt', Timestamp: home.clock.date() });
  });

  it('tells ReEncrypt of both keys, and of a key on its way to deletion what was before', async () => {
    const { kms } = await kmsWithCluster();
    const [one, other] = [await createKey(kms), await createKey(kms)];
    const { CiphertextBlob } = await encrypt(kms, one.KeyId!);
    const sent = { SourceEncryptionContext: EncryptionContext, DestinationKeyId: other.KeyId };
    await kms.send(new ReEncryptCommand({ CiphertextBlob, ...sent }));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: one.KeyId }));
    for (const { KeyId } of [one, other]) expect((await lastUsage(kms, KeyId!)).KeyLastUsage).toMatchObject({ Operation: 'ReEncrypt' });
  });

  it('does not count what fails or only tries', async () => {
    const { kms } = await kmsWithCluster();
    const { KeyId } = await createKey(kms);
    const signing = { Message: Plaintext, SigningAlgorithm: 'ECDSA_SHA_256' as const };
    await expect(kms.send(new SignCommand({ KeyId, ...signing }))).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
    await expect(kms.send(new EncryptCommand({ KeyId, Plaintext, DryRun: true }))).rejects.toMatchObject({
      name: 'DryRunOperationException',
    });
    expect((await lastUsage(kms, KeyId!)).KeyLastUsage).toEqual({});
    await expect(lastUsage(kms, 'alias/any')).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});
