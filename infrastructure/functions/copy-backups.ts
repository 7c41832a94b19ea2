import { arn, attribute, sub } from '../cloudformation.ts';
import { changeRecordElsewhere, readRecord, readRecordElsewhere, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { ofThisStage, secrets, taggedByUs } from './grants.ts';
import type { Steps } from './step.ts';

/** Copies of backups in other regions. */
export const copyBackups: Steps = {
  'plan-copies': {
    permissions: [
      readRecord,
      allow('dynamodb:Scan', attribute('EnvironmentsTable', 'Arn')),
      allow('cloudhsm:DescribeBackups'),
      ...readRecordElsewhere,
    ],
    environment: record,
  },
  'copy-backup': {
    permissions: [
      allow('cloudhsm:DescribeBackups'),
      allow('cloudhsm:CopyBackupToRegion', arn('cloudhsm', 'backup/*')),
      allow('cloudhsm:TagResource', '*', taggedByUs),
      // asked for with the copy: the source's tags do not go along
      allow('cloudhsm:UntagResource', '*', { 'ForAllValues:StringLike': { 'aws:TagKeys': 'cloudhsm-lifecycle:*' } }),
    ],
  },
  'check-copy': { permissions: [allow('cloudhsm:DescribeBackups')] },
  'remove-old-copies': {
    permissions: [
      allow('cloudhsm:DescribeBackups'),
      // in whatever region they are, and only what was copied by us
      allow('cloudhsm:DeleteBackup', sub('arn:${AWS::Partition}:cloudhsm:*:${AWS::AccountId}:backup/*'), ofThisStage),
    ],
  },
  'bring-recovery': {
    permissions: [
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:ReplicateSecretToRegions'], secrets),
      readRecord,
      ...changeRecordElsewhere,
    ],
    environment: record,
  },
  'conclude-copies': { permissions: [] },
};
