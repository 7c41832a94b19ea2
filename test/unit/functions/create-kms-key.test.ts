import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  type KeyMetadata,
  ListKeysCommand,
  ListResourceTagsCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { beforeEach, expect, test, vi } from 'vitest';
import { logger } from '../../../core/log.ts';
import { createdBy } from '../../../core/record/create-notes.ts';
import { readRecord } from '../../../core/record/file.ts';
import { handler } from '../../../functions/create-kms-key.ts';
import { dynamodb, kms } from '../aws.ts';
import { aMinuteLater, execution, lease, now, otherExecution, twoMinutesLater } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const keyStoreId = 'cks-1234567890abcdef0';
const alias = 'alias/cloudhsm-lifecycle/dev/production/documents';
const event = { environment: 'production', keyStoreId, name: 'documents', lease, now, looks: 0 };

/** From now on the file declares the key with this description. */
function declared(description: string, attributes: Record<string, string> = {}): void {
  fileOnRecord({ keyStore: { name: 'store', keys: [{ name: 'archive' }, { name: 'documents', description }] } }, attributes);
}

interface Standing extends Partial<KeyMetadata> {
  tags?: Record<string, string>;
}

const own = {
  'cloudhsm-lifecycle:environment': 'production',
  'cloudhsm-lifecycle:stage': 'dev',
  'cloudhsm-lifecycle:key': 'documents',
};

/** A key of the account, in the key store and tagged as ours unless told. */
function key(KeyId: string, { tags = own, ...metadata }: Standing = {}) {
  const KeyMetadata = {
    KeyId,
    Arn: arnOf(KeyId),
    CustomKeyStoreId: keyStoreId,
    KeyState: 'Enabled' as const,
    CreationDate: new Date(0),
    Description: 'HSM-backed encryption key',
    ...metadata,
  };
  return { KeyMetadata, Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };
}

const missing = () => rejection('NotFoundException', `Alias ${alias} is not found.`);

/** KMS with these keys. */
function keysAre(...keys: ReturnType<typeof key>[]): void {
  kms.on(ListKeysCommand).resolves({ Keys: keys.map(({ KeyMetadata: { KeyId } }) => ({ KeyId })) });
  for (const { KeyMetadata, Tags } of keys) {
    kms.on(DescribeKeyCommand, { KeyId: KeyMetadata.KeyId }).resolves({ KeyMetadata });
    kms.on(ListResourceTagsCommand, { KeyId: KeyMetadata.KeyId }).resolves({ Tags });
  }
}

function aliasNames({ KeyMetadata }: ReturnType<typeof key>): void {
  kms.on(DescribeKeyCommand, { KeyId: alias }).resolves({ KeyMetadata });
}

const arnOf = (keyId: string) => `arn:aws:kms:us-east-1:123456789012:key/${keyId}`;
const creates = () => kms.commandCalls(CreateKeyCommand).map(({ args }) => args[0].input);
const aliases = () => kms.commandCalls(CreateAliasCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  kms.reset();
  emptyRecord();
  declared('HSM-backed encryption key');
  leaseHeldBy(execution);
  keysAre();
  kms.on(DescribeKeyCommand, { KeyId: alias }).rejects(missing());
  kms.on(CreateKeyCommand).resolves(key('new', { CreationDate: new Date('2026-01-01T00:40:00Z') }));
  kms.on(CreateAliasCommand).resolves({});
});

test('creates the key in the key store, tagged in the same request, and gives it its alias', async () => {
  expect(await handler(event, context)).toEqual({ keyArn: arnOf('new') });
  expect(await createdBy(lease)).toEqual(['new']);
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
  expect(aliases()).toEqual([{ AliasName: alias, TargetKeyId: arnOf('new') }]);
});

test('describes a key that the file does not describe', async () => {
  declared('');

  await handler(event, context);

  expect(creates()[0]!.Description).toBe('documents of the CloudHSM environment production');
});

test('describes the key that stands as the file does by now, under the lease; one that it does not describe stays as it is', async () => {
  aliasNames(key('old'));
  declared('');
  await handler(event, context);
  declared('Of contracts');
  await handler(event, context);

  const described = kms.commandCalls(UpdateKeyDescriptionCommand).map(({ args }) => args[0].input);
  expect(described).toEqual([{ KeyId: arnOf('old'), Description: 'Of contracts' }]);

  leaseHeldBy(otherExecution);
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(kms.commandCalls(UpdateKeyDescriptionCommand)).toHaveLength(1);
});

test('a key whose own policy keeps us from its description keeps it, which the log says; no other refusal is passed over', async () => {
  const warned = vi.spyOn(logger, 'warn').mockReturnValue();
  aliasNames(key('old'));
  declared('Of contracts');
  kms.on(UpdateKeyDescriptionCommand).rejects(rejection('AccessDeniedException', 'no resource-based policy allows it'));

  expect(await handler(event, context)).toEqual({ keyArn: arnOf('old') });
  expect(warned.mock.calls).toEqual([['the key keeps its description: no resource-based policy allows it', { key: arnOf('old') }]]);

  kms.on(UpdateKeyDescriptionCommand).rejects(rejection('ThrottlingException'));
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('finds the key that stands by one question, however many keys the account has', async () => {
  aliasNames(key('old'));

  expect(await handler(event, context)).toEqual({ keyArn: arnOf('old') });
  expect(await createdBy(lease)).toEqual([]);
  expect(kms.calls()).toHaveLength(1);
});

test('puts the key on record, created or adopted', async () => {
  await handler(event, context);
  expect(await readRecord('production')).toMatchObject({ keyArns: { documents: arnOf('new') } });

  aliasNames(key('old'));
  await handler(event, context);
  expect(await readRecord('production')).toMatchObject({ keyArns: { documents: arnOf('old') } });

  dynamodb.resetHistory();
  await handler(event, context);
  expect(dynamodb.commandCalls(UpdateItemCommand), 'where it is on record already').toEqual([]);
});

test('adopts the key that a lost response already created, as its own, and gives it its alias', async () => {
  kms.on(CreateKeyCommand).rejects(connectionCut());
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  keysAre(key('lost'));

  expect(await handler({ ...event, now: aMinuteLater }, context)).toEqual({ keyArn: arnOf('lost') });
  expect(await createdBy(lease)).toEqual(['lost']);
  expect(aliases()).toEqual([{ AliasName: alias, TargetKeyId: arnOf('lost') }]);
});

test('gives the key that the record knows its alias, without looking through the account', async () => {
  declared('', { 'key documents': arnOf('known') });
  kms.on(DescribeKeyCommand, { KeyId: arnOf('known') }).resolves(key('known'));

  expect(await handler(event, context)).toEqual({ keyArn: arnOf('known') });
  expect(aliases()).toEqual([{ AliasName: alias, TargetKeyId: arnOf('known') }]);
  expect(kms.commandCalls(ListKeysCommand)).toHaveLength(0);
});

test('a key that the record knows and KMS does not show is looked for again, and never made a second time', async () => {
  declared('', { 'key documents': arnOf('known') });
  kms.on(DescribeKeyCommand, { KeyId: arnOf('known') }).rejects(rejection('NotFoundException'));

  for (const at of [now, aMinuteLater, twoMinutesLater]) {
    await expect(handler({ ...event, now: at }, context)).rejects.toMatchObject({
      name: 'TransientServiceError',
      details: { to: arnOf('known') },
    });
  }
  expect(creates()).toEqual([]);
});

test('one that KMS does not show for minutes was deleted for good, which is said with the way out', async () => {
  declared('', { 'key documents': arnOf('known') });
  kms.on(DescribeKeyCommand, { KeyId: arnOf('known') }).rejects(rejection('NotFoundException'));

  await expect(handler({ ...event, looks: 9 }, context)).rejects.toMatchObject({
    name: 'KmsKeyUnusable',
    details: {
      problem: expect.stringContaining(`${arnOf('known')} no more: it was deleted`),
      remedy: expect.stringContaining('declare another key under another name'),
    },
  });
});

test('one that this run has made is young, and comes late', async () => {
  declared('', { 'key documents': arnOf('known') });
  leaseHeldBy(execution, { created: ['known'] });
  kms.on(DescribeKeyCommand, { KeyId: arnOf('known') }).rejects(rejection('NotFoundException'));

  await expect(handler({ ...event, looks: 9 }, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('looks for no key without an alias in a key store that this run has made', async () => {
  leaseHeldBy(execution, { created: [keyStoreId] });

  await handler(event, context);

  expect(kms.commandCalls(ListKeysCommand)).toHaveLength(0);
  expect(creates()).toHaveLength(1);
});

test('gives the key of an earlier version, known by its tags, its alias', async () => {
  keysAre(key('foreign', { tags: {} }), key('old'));

  expect(await handler(event, context)).toEqual({ keyArn: arnOf('old') });
  expect(await createdBy(lease)).toEqual([]);
  expect(aliases()).toEqual([{ AliasName: alias, TargetKeyId: arnOf('old') }]);
  expect(creates()).toEqual([]);
});

test('finds such a key on a later page', async () => {
  keysAre(key('old'));
  kms.on(ListKeysCommand).resolves({ Keys: [], Truncated: true, NextMarker: 'next' });
  kms.on(ListKeysCommand, { Marker: 'next' }).resolves({ Keys: [{ KeyId: 'old' }] });

  expect(await handler(event, context)).toEqual({ keyArn: arnOf('old') });
});

test.each([
  ['of another key store', key('other', { CustomKeyStoreId: 'cks-other' })],
  ['of no key store', key('other', { CustomKeyStoreId: undefined })],
  ['of another environment', key('other', { tags: { ...own, 'cloudhsm-lifecycle:environment': 'testing' } })],
  ['of another stage', key('other', { tags: { ...own, 'cloudhsm-lifecycle:stage': 'prod' } })],
  ['of another name', key('other', { tags: { ...own, 'cloudhsm-lifecycle:key': 'archive' } })],
  ['of somebody else', key('other', { tags: {} })],
])('does not take a key %s', async (_, standing) => {
  keysAre(standing);

  expect(await handler(event, context)).toEqual({ keyArn: arnOf('new') });
});

test('passes over a key whose own policy keeps us out: ours leave it to the roles', async () => {
  keysAre(key('foreign'), key('old'));
  const denied = 'is not authorized to perform: kms:DescribeKey because no resource-based policy allows the kms:DescribeKey action';
  kms.on(DescribeKeyCommand, { KeyId: 'foreign' }).rejects(rejection('AccessDeniedException', denied));

  expect(await handler(event, context)).toEqual({ keyArn: arnOf('old') });
});

test.each([
  ['the alias', alias],
  ['a key that may be ours', 'old'],
])('a look at %s that is denied is an error, and no reason for a second key', async (_, KeyId) => {
  keysAre(key('old'));
  const denied = 'is not authorized to perform: kms:DescribeKey because no identity-based policy allows the kms:DescribeKey action';
  kms.on(DescribeKeyCommand, { KeyId }).rejects(rejection('AccessDeniedException', denied));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(creates()).toEqual([]);
});

test.each([
  ['the key', DescribeKeyCommand],
  ['its tags', ListResourceTagsCommand],
])('where KMS lists a key and does not show %s, it is looked for again', async (_, Command) => {
  keysAre(key('old'));
  kms.on(Command as typeof DescribeKeyCommand, { KeyId: 'old' }).rejects(rejection('NotFoundException'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: 'old' } });
  expect(creates()).toEqual([]);
});

test.each<[string, Standing, RegExp, RegExp]>([
  ['on its way to deletion', { KeyState: 'PendingDeletion' }, /deletion/, /aws kms cancel-key-deletion --key-id arn:\S+\/old.*enable-key/],
  ['disabled', { KeyState: 'Disabled' }, /disabled/, /aws kms enable-key --key-id arn:\S+\/old/],
  ['of another key store', { CustomKeyStoreId: 'cks-other' }, /cks-other/, /aws kms delete-alias --alias-name alias\/cloudhsm/],
  ['of no key store', { CustomKeyStoreId: undefined }, /no key store/, /aws kms delete-alias/],
])('a key %s behind the alias is refused, with what to do about it', async (_, standing, problem, remedy) => {
  aliasNames(key('old', standing));

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KmsKeyUnusable',
    details: { problem: expect.stringMatching(problem), remedy: expect.stringMatching(remedy) },
  });
  expect(creates()).toEqual([]);
});

test('so is one without an alias that is on its way to deletion', async () => {
  keysAre(key('old', { KeyState: 'PendingDeletion' }));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'KmsKeyUnusable' });
  expect(creates()).toEqual([]);
});

test('takes the key that lives where another of its name is on its way to deletion', async () => {
  keysAre(key('old', { KeyState: 'PendingDeletion' }), key('living'));

  expect(await handler(event, context)).toEqual({ keyArn: arnOf('living') });
});

test('two keys of the name are named, and neither is taken', async () => {
  keysAre(key('one'), key('two'));

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KmsKeyAmbiguous',
    details: {
      problem: `${arnOf('one')}, ${arnOf('two')} are all tagged as it`,
      remedy: expect.stringMatching(
        new RegExp(
          `\`aws kms create-alias --alias-name ${alias} --target-key-id ${arnOf('two')}\`.*\`aws kms untag-resource --key-id ${arnOf('one')} `,
        ),
      ),
    },
  });
  expect(aliases()).toEqual([]);
});

test('an alias that stands already and names the key is what was wanted', async () => {
  keysAre(key('old'));
  kms.on(DescribeKeyCommand, { KeyId: alias }).rejectsOnce(missing()).resolves(key('old'));
  kms.on(CreateAliasCommand).rejects(rejection('AlreadyExistsException'));

  expect(await handler(event, context)).toEqual({ keyArn: arnOf('old') });
});

test('an alias that names another key is told', async () => {
  kms.on(DescribeKeyCommand, { KeyId: alias }).rejectsOnce(missing()).resolves(key('other'));
  kms.on(CreateAliasCommand).rejects(rejection('AlreadyExistsException'));

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KmsKeyAmbiguous',
    details: { problem: `${alias} names ${arnOf('other')}, and ${arnOf('new')} is tagged as the same key` },
  });
});

test.each([
  ['does not show the new key', 'NotFoundException'],
  ['has the alias and does not show it', 'AlreadyExistsException'],
])('where KMS %s, the key is looked for, not made again', async (_, name) => {
  kms.on(CreateAliasCommand).rejectsOnce(rejection(name)).resolves({});
  leaseHeldBy(execution, { created: [keyStoreId] });
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });

  keysAre(key('new'));
  expect(await handler({ ...event, now: aMinuteLater }, context)).toEqual({ keyArn: arnOf('new') });
  expect(creates()).toHaveLength(1);
  expect(await createdBy(lease)).toEqual([keyStoreId, 'new']);
});

test.each([['CustomKeyStoreInvalidStateException'], ['CustomKeyStoreNotFoundException'], ['KMSInvalidStateException']])(
  'a key store that KMS has just connected and takes no key yet is tried again: %s',
  async (name) => {
    kms.on(CreateKeyCommand).rejectsOnce(rejection(name)).resolves(key('new'));

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
    expect(await handler(event, context)).toEqual({ keyArn: arnOf('new') });
  },
);

test('creates nothing once another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(creates()).toEqual([]);
});

test('names nothing either', async () => {
  leaseHeldBy(otherExecution);
  keysAre(key('old'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(aliases()).toEqual([]);
});

test('looks twice before it creates again, also in a key store that this run has made', async () => {
  kms.on(CreateKeyCommand).rejectsOnce(connectionCut()).resolves(key('new'));
  leaseHeldBy(execution, { created: [keyStoreId] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  await expect(handler({ ...event, now: aMinuteLater }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(creates()).toHaveLength(1);
  expect(kms.commandCalls(ListKeysCommand)).toHaveLength(1);

  await handler({ ...event, now: twoMinutesLater }, context);
  expect(creates()).toHaveLength(2);
});
