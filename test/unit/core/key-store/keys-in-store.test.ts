import { DescribeKeyCommand, type KeyState, ListKeysCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { hasKeysStill, keysInStore } from '../../../../core/key-store/keys-in-store.ts';
import { kms } from '../../aws.ts';
import { rejection } from '../../service-errors.ts';

function keyIs(KeyId: string, CustomKeyStoreId: string | undefined, KeyState: KeyState = 'Enabled'): void {
  kms.on(DescribeKeyCommand, { KeyId }).resolves({ KeyMetadata: { KeyId, CustomKeyStoreId, KeyState } });
}

beforeEach(() => {
  kms.reset();
});

test('every key of a key store holds it, whoever made it and on whatever page, those on their way to deletion too', async () => {
  const first = Array.from({ length: 26 }, (_, index) => `key-${index}`);
  kms.on(ListKeysCommand).resolves({ Keys: first.map((KeyId) => ({ KeyId })), Truncated: true, NextMarker: 'next' });
  kms.on(ListKeysCommand, { Marker: 'next' }).resolves({ Keys: [{ KeyId: 'last' }, { KeyId: 'outside' }] });
  for (const id of first) keyIs(id, 'cks-other');
  keyIs('key-25', 'cks-1', 'PendingDeletion');
  keyIs('last', 'cks-1');
  keyIs('outside', undefined);

  expect((await keysInStore('cks-1')).map(({ keyId }) => keyId)).toEqual(['key-25', 'last']);
});

test('a key that may be in it and that a role of ours may not describe is no sign that there is none', async () => {
  kms.on(ListKeysCommand).resolves({ Keys: [{ KeyId: 'key' }] });
  kms.on(DescribeKeyCommand).rejects(rejection('AccessDeniedException', 'because no identity-based policy allows the action'));

  await expect(keysInStore('cks-1')).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('one whose own policy hides it holds it as well, as KMS knows: it is said who can find it', async () => {
  kms.on(ListKeysCommand).resolves({ Keys: [{ KeyId: 'hidden' }] });
  kms.on(DescribeKeyCommand).rejects(rejection('AccessDeniedException', 'because no resource-based policy allows the action'));
  expect(await keysInStore('cks-1')).toEqual([]);

  expect(hasKeysStill('cks-1', 'production', 'it contains keys').details).toMatchObject({
    to: 'cks-1',
    problem: 'it contains keys',
    remedy: expect.stringMatching(
      /Where it names none, .* CustomKeyStoreId cks-1\) allows kms:DescribeKey .* with the file of production$/,
    ),
  });
});
