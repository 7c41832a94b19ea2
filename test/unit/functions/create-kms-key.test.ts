import {
  CreateKeyCommand,
  DescribeKeyCommand,
  type KeyMetadata,
  ListKeysCommand,
  ListResourceTagsCommand,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/create-kms-key.ts';
import { kms } from '../aws.ts';
import { context } from '../lambda-context.ts';
import { aMinuteLater, execution, lease, leaseHeldBy, now, otherExecution, twoMinutesLater } from '../leases.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const keyStoreId = 'cks-1234567890abcdef0';
const event = {
  environment: 'production',
  keyStoreId,
  name: 'documents',
  description: 'HSM-backed encryption key',
  lease,
  startedAt: '2026-01-01T00:00:00Z',
  now,
};

interface Standing extends Partial<KeyMetadata> {
  tags?: Record<string, string>;
}

const own = { 'cloudhsm-lifecycle:environment': 'production', 'cloudhsm-lifecycle:key': 'documents' };

/** A key of the account, in the key store and tagged as ours unless told. */
function key(KeyId: string, { tags = own, ...metadata }: Standing = {}) {
  const KeyMetadata = {
    KeyId,
    Arn: `arn:${KeyId}`,
    CustomKeyStoreId: keyStoreId,
    KeyState: 'Enabled' as const,
    CreationDate: new Date(0),
    ...metadata,
  };
  return { KeyMetadata, Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };
}

/** KMS with these keys. */
function keysAre(...keys: ReturnType<typeof key>[]): void {
  kms.on(ListKeysCommand).resolves({ Keys: keys.map(({ KeyMetadata: { KeyId } }) => ({ KeyId })) });
  for (const { KeyMetadata, Tags } of keys) {
    kms.on(DescribeKeyCommand, { KeyId: KeyMetadata.KeyId }).resolves({ KeyMetadata });
    kms.on(ListResourceTagsCommand, { KeyId: KeyMetadata.KeyId }).resolves({ Tags });
  }
}

const creates = () => kms.commandCalls(CreateKeyCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  kms.reset();
  leaseHeldBy(execution);
  keysAre();
  kms.on(CreateKeyCommand).resolves(key('new', { CreationDate: new Date('2026-01-01T00:40:00Z') }));
});

test('creates the key in the key store, with the tags that it is found by in the same request', async () => {
  expect(await handler(event, context)).toEqual({ keyId: 'new', keyArn: 'arn:new', created: ['new'] });
  expect(creates()).toEqual([
    {
      Origin: 'AWS_CLOUDHSM',
      CustomKeyStoreId: keyStoreId,
      Description: 'HSM-backed encryption key',
      Tags: [
        { TagKey: 'cloudhsm-lifecycle:environment', TagValue: 'production' },
        { TagKey: 'cloudhsm-lifecycle:stage', TagValue: 'dev' },
        { TagKey: 'cloudhsm-lifecycle:key', TagValue: 'documents' },
      ],
    },
  ]);
});

test('describes a key that the file does not describe', async () => {
  await handler({ ...event, description: '' }, context);

  expect(creates()[0]!.Description).toBe('documents of the CloudHSM environment production');
});

test('adopts the key of an earlier run', async () => {
  keysAre(key('old', { CreationDate: new Date('2025-12-01T00:00:00Z') }));

  expect(await handler(event, context)).toEqual({ keyId: 'old', keyArn: 'arn:old', created: [] });
  expect(creates()).toEqual([]);
});

test('adopts the key that a lost response already created, as its own', async () => {
  keysAre(key('lost', { CreationDate: new Date('2026-01-01T00:41:00Z') }));

  expect(await handler(event, context)).toMatchObject({ created: ['lost'] });
});

test('finds the key on a later page', async () => {
  keysAre(key('old'));
  kms.on(ListKeysCommand).resolves({ Keys: [], Truncated: true, NextMarker: 'next' });
  kms.on(ListKeysCommand, { Marker: 'next' }).resolves({ Keys: [{ KeyId: 'old' }] });

  expect(await handler(event, context)).toMatchObject({ keyId: 'old' });
});

test.each([
  ['of another key store', key('other', { CustomKeyStoreId: 'cks-other' })],
  ['of no key store', key('other', { CustomKeyStoreId: undefined })],
  ['of another environment', key('other', { tags: { ...own, 'cloudhsm-lifecycle:environment': 'testing' } })],
  ['of another name', key('other', { tags: { ...own, 'cloudhsm-lifecycle:key': 'archive' } })],
  ['of somebody else', key('other', { tags: {} })],
  ['on its way to deletion', key('other', { KeyState: 'PendingDeletion' })],
])('does not take a key %s', async (_, standing) => {
  keysAre(standing);

  expect(await handler(event, context)).toMatchObject({ keyId: 'new' });
});

test.each([
  ['denies us by its policy', rejection('AccessDeniedException')],
  ['goes while we look', new NotFoundException({ message: 'gone', $metadata: { httpStatusCode: 400 } })],
])('passes over a key of somebody else that %s', async (_, error) => {
  keysAre(key('foreign'), key('old'));
  kms.on(DescribeKeyCommand, { KeyId: 'foreign' }).rejects(error);

  expect(await handler(event, context)).toMatchObject({ keyId: 'old' });
});

test('creates nothing once another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(creates()).toEqual([]);
});

test('looks twice before it creates again', async () => {
  kms.on(CreateKeyCommand).rejectsOnce(connectionCut()).resolves(key('new'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  await expect(handler({ ...event, now: aMinuteLater }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(creates()).toHaveLength(1);

  await handler({ ...event, now: twoMinutesLater }, context);
  expect(creates()).toHaveLength(2);
});
