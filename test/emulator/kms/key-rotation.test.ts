import {
  CancelKeyDeletionCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { kmsWithCluster } from './key-store.ts';
import { createKey, EncryptionContext, encrypt, Plaintext } from './keys.ts';

const day = 24 * 3600;

async function ownKey() {
  const { kms, home } = await kmsWithCluster();
  const { KeyId } = await createKey(kms);
  return {
    kms,
    KeyId: KeyId!,
    pass: (days: number) => home.clock.advance(days * day),
    status: () => kms.send(new GetKeyRotationStatusCommand({ KeyId })),
    rotations: async () => (await kms.send(new ListKeyRotationsCommand({ KeyId }))).Rotations!.map(({ RotationType }) => RotationType),
    material: async () => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata!.CurrentKeyMaterialId,
  };
}

describe('the rotation of a key that KMS itself holds', () => {
  it('changes what encrypts, and leaves what was encrypted readable', async () => {
    const { kms, KeyId, material } = await ownKey();
    const first = await material();
    const { CiphertextBlob: before } = await encrypt(kms, KeyId);
    await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    const { CiphertextBlob: after } = await encrypt(kms, KeyId);
    const decrypt = async (CiphertextBlob: typeof before) => {
      const decrypted = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
      expect(Buffer.from(decrypted.Plaintext!)).toEqual(Plaintext);
      return decrypted.KeyMaterialId;
    };
    expect(await decrypt(before)).toBe(first);
    expect(await decrypt(after)).toBe(await material());
    expect(await material()).not.toBe(first);
  });

  it('happens each time its period has passed, until it is disabled', async () => {
    const { kms, KeyId, pass, status, rotations } = await ownKey();
    await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
    const { NextRotationDate: first } = await status();
    await pass(200);
    expect(await rotations()).toEqual(['AUTOMATIC', 'AUTOMATIC']);
    expect((await status()).NextRotationDate!.getTime()).toBe(first!.getTime() + 2 * 90 * day * 1000);
    await kms.send(new DisableKeyRotationCommand({ KeyId }));
    expect(await status()).toMatchObject({ KeyRotationEnabled: false });
    await pass(200);
    expect(await rotations()).toHaveLength(2);
  });

  it('waits until a key that was disabled, or was to be deleted, is enabled again', async () => {
    const { kms, KeyId, pass, rotations } = await ownKey();
    await kms.send(new EnableKeyRotationCommand({ KeyId }));
    await kms.send(new DisableKeyCommand({ KeyId }));
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect(await rotations()).toEqual([]);
    await kms.send(new DisableKeyCommand({ KeyId }));
    await pass(360);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    await pass(20);
    await kms.send(new CancelKeyDeletionCommand({ KeyId }));
    expect(await rotations()).toEqual([]);
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect(await rotations()).toEqual(['AUTOMATIC']);
  });

  it('is listed in pages, with the first material where all is asked for', async () => {
    const { kms, KeyId, material } = await ownKey();
    const first = await material();
    for (let count = 0; count < 3; count++) await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    const page = await kms.send(new ListKeyRotationsCommand({ KeyId, Limit: 2 }));
    expect(page).toMatchObject({ Truncated: true, Rotations: [{ RotationType: 'ON_DEMAND' }, { KeyMaterialState: 'NON_CURRENT' }] });
    const rest = await kms.send(new ListKeyRotationsCommand({ KeyId, Limit: 2, Marker: page.NextMarker }));
    expect(rest).toMatchObject({ Truncated: false, Rotations: [{ KeyMaterialId: await material(), KeyMaterialState: 'CURRENT' }] });
    const all = await kms.send(new ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }));
    expect(all.Rotations).toHaveLength(4);
    const { Arn } = (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata!;
    expect(all.Rotations![0]).toEqual({ KeyId: Arn, KeyMaterialId: first, KeyMaterialState: 'NON_CURRENT' });
  });
});
