import {
  CancelKeyDeletionCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  ListKeyPoliciesCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { kmsWithCluster } from './key-store.ts';
import { createKey, EncryptionContext, encrypt } from './keys.ts';

describe('the life of a key', () => {
  it('refuses a disabled key and one that waits for its deletion, with KMS’s messages', async () => {
    const { kms, home } = await kmsWithCluster();
    const { KeyId, Arn } = await createKey(kms);
    const { CiphertextBlob } = await encrypt(kms, KeyId!);
    await kms.send(new DisableKeyCommand({ KeyId }));
    await expect(encrypt(kms, KeyId!)).rejects.toMatchObject({ name: 'DisabledException', message: `${Arn} is disabled.` });
    expect(await kms.send(new ScheduleKeyDeletionCommand({ KeyId }))).toMatchObject({
      KeyState: 'PendingDeletion',
      PendingWindowInDays: 30,
    });
    await expect(encrypt(kms, KeyId!)).rejects.toMatchObject({ name: 'KMSInvalidStateException', message: `${Arn} is pending deletion.` });
    await expect(kms.send(new EnableKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    await kms.send(new CancelKeyDeletionCommand({ KeyId }));
    await expect(kms.send(new CancelKeyDeletionCommand({ KeyId }))).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata).toMatchObject({ KeyState: 'Disabled', Enabled: false });
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    await home.clock.advance(31 * 24 * 3600);
    await expect(encrypt(kms, KeyId!)).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('takes another description until it waits for its deletion', async () => {
    const { kms } = await kmsWithCluster();
    const { KeyId } = await createKey(kms, { Description: 'one' });
    const describe = (Description: string) => kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description }));
    await describe('two');
    expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata).toMatchObject({ Description: 'two' });
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    await expect(describe('three')).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
  });

  it('waits 7 to 30 days for a deletion, and not for one that was cancelled', async () => {
    const { kms, home } = await kmsWithCluster();
    const { KeyId } = await createKey(kms);
    for (const PendingWindowInDays of [6, 31]) {
      await expect(kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }))).rejects.toMatchObject({
        name: 'ValidationException',
      });
    }
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    await kms.send(new CancelKeyDeletionCommand({ KeyId }));
    await home.clock.advance(8 * 24 * 3600);
    expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata!.KeyState).toBe('Disabled');
  });

  it('keeps tags and a policy that cannot lock its writer out', async () => {
    const { kms, home } = await kmsWithCluster();
    const { KeyId } = await createKey(kms);
    const tag = (TagKey: string) => kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey, TagValue: 'x' }] }));
    await tag('a');
    await tag('b');
    await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['a'] }));
    expect((await kms.send(new ListResourceTagsCommand({ KeyId }))).Tags).toEqual([{ TagKey: 'b', TagValue: 'x' }]);
    await expect(tag('aws:mine')).rejects.toMatchObject({ name: 'TagException' });
    const many = Array.from({ length: 50 }, (_, index) => ({ TagKey: `key-${index}`, TagValue: '' }));
    await expect(kms.send(new TagResourceCommand({ KeyId, Tags: many }))).rejects.toMatchObject({
      name: 'TagException',
      message: 'Too many tags',
    });
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
    expect(JSON.parse(Policy!).Statement[0].Principal).toEqual({ AWS: `arn:aws:iam::${home.accountId}:root` });
    const put = (policy: string, BypassPolicyLockoutSafetyCheck?: boolean) =>
      kms.send(new PutKeyPolicyCommand({ KeyId, Policy: policy, BypassPolicyLockoutSafetyCheck }));
    const useOnly = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:Encrypt', Resource: '*' }] });
    await expect(put('{')).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
    await expect(put(useOnly)).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
    await put(useOnly, true);
    expect((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toBe(useOnly);
    expect((await kms.send(new ListKeyPoliciesCommand({ KeyId }))).PolicyNames).toEqual(['default']);
  });
});
