import { arn, stage } from '../cloudformation.ts';
import { changeRecord, readRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { describeClusters, keys, secrets, seeEntries, serviceLinkedRole, taggedByUs } from './grants.ts';
import type { Steps } from './step.ts';

/** The KMS key store and its keys. */
export const keyStore: Steps = {
  'create-key-store': {
    permissions: [
      describeClusters,
      allow(['kms:CreateCustomKeyStore', 'kms:UpdateCustomKeyStore', 'kms:DescribeCustomKeyStores']),
      serviceLinkedRole('cks.kms.amazonaws.com', 'AWSServiceRoleForKeyManagementServiceCustomKeyStores'),
      allow('secretsmanager:GetSecretValue', secrets),
      changeRecord,
      seeEntries,
    ],
    environment: record,
  },
  'connect-key-store': {
    permissions: [
      allow(['kms:ConnectCustomKeyStore', 'kms:DisconnectCustomKeyStore', 'kms:DescribeCustomKeyStores', 'kms:UpdateCustomKeyStore']),
      allow('secretsmanager:GetSecretValue', secrets),
      readRecord,
    ],
    environment: record,
  },
  'disconnect-key-store': {
    permissions: [describeClusters, allow(['kms:DescribeCustomKeyStores', 'kms:DisconnectCustomKeyStore']), changeRecord, seeEntries],
    environment: record,
  },
  'check-key-store': { permissions: [allow('kms:DescribeCustomKeyStores')] },
  'create-kms-key': {
    memorySize: 1024, // it may have to look through thousands of keys, in 30 seconds
    permissions: [
      allow('kms:ListKeys'),
      allow(['kms:CreateKey', 'kms:TagResource'], '*', taggedByUs),
      allow(['kms:DescribeKey', 'kms:ListResourceTags'], keys),
      // needed on the alias and on the key; tags of a key may take minutes to count, its origin counts at once
      allow('kms:CreateAlias', arn('kms', `alias/cloudhsm-lifecycle/${stage}/*`)),
      allow(['kms:CreateAlias', 'kms:UpdateKeyDescription'], keys, { StringEquals: { 'kms:KeyOrigin': 'AWS_CLOUDHSM' } }),
      changeRecord,
    ],
    environment: record,
  },
  // tags of a key may take minutes to count; its origin counts at once, and so does what the proof says of itself
  'prove-kms-key': {
    permissions: [
      allow(['kms:Encrypt', 'kms:Decrypt'], keys, {
        StringEquals: { 'kms:KeyOrigin': 'AWS_CLOUDHSM', 'kms:EncryptionContext:purpose': 'cloudhsm-lifecycle-proof' },
      }),
    ],
  },
};
