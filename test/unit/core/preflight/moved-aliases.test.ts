import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { checkMovedAliases } from '../../../../core/preflight/moved-aliases.ts';
import { standing } from '../../account.ts';
import { kms } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { emptyRecord, fileOnRecord } from '../../record.ts';
import { rejection } from '../../service-errors.ts';

const alias = 'alias/cloudhsm-lifecycle/dev/production/documents';

beforeEach(() => {
  kms.reset();
  emptyRecord();
  fileOnRecord({}, { 'key documents': 'arn:key', keyStoreId: 'cks-1' });
});

test('an alias that names another key than the record is warned of, with how it is put back', async () => {
  kms.on(DescribeKeyCommand, { KeyId: alias }).resolves({ KeyMetadata: { KeyId: 'other', Arn: 'arn:other', CustomKeyStoreId: 'cks-1' } });

  expect(await checkMovedAliases(environment(), standing())).toEqual({
    problems: [],
    warnings: [
      {
        path: 'keyStore.keys.0',
        problem: expect.stringContaining(`${alias} to arn:other`),
        remedy: expect.stringContaining(`\`aws kms update-alias --alias-name ${alias} --target-key-id arn:key\``),
      },
    ],
  });
});

test.each([
  ['is gone', () => kms.on(DescribeKeyCommand).rejects(rejection('NotFoundException'))],
  ['may not be asked for', () => kms.on(DescribeKeyCommand).rejects(rejection('AccessDeniedException'))],
  ['names the key on record', () => kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'key', Arn: 'arn:key' } })],
  [
    'names a key outside the key store, which is refused',
    () => kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'other', Arn: 'arn:other' } }),
  ],
])('nothing is said of one that %s', async (_, asKmsSays) => {
  asKmsSays();
  expect((await checkMovedAliases(environment(), standing())).warnings).toEqual([]);
});

test('an answer that does not come is none', async () => {
  kms.on(DescribeKeyCommand).rejects(rejection('KMSInternalException'));
  await expect(checkMovedAliases(environment(), standing())).rejects.toMatchObject({ name: 'KMSInternalException' });
});
