import { arn, stage, sub } from '../cloudformation.ts';
import { changeRecord, readRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { clusters, dashboards, describeClusters, keys, networkOf, ofThisStage, secrets, seeEntries } from './grants.ts';
import type { Steps } from './step.ts';

/** It may have to look through thousands of keys, in 30 seconds. */
const throughAllKeys = { memorySize: 1024 };

/** Of keys whose material is in HSMs. */
const inHsms = { StringEquals: { 'kms:KeyOrigin': 'AWS_CLOUDHSM' } };

/** The end of an environment. */
export const teardown: Steps = {
  'plan-teardown': {
    ...throughAllKeys,
    permissions: [
      describeClusters,
      allow(['kms:DescribeCustomKeyStores', 'kms:ListKeys']),
      allow('kms:DescribeKey', keys),
      changeRecord,
      seeEntries,
    ],
    environment: record,
  },
  'schedule-key-deletion': {
    ...throughAllKeys,
    permissions: [
      describeClusters,
      allow('kms:ListKeys'),
      allow(['kms:DescribeKey', 'kms:ListResourceTags'], keys),
      allow('kms:ScheduleKeyDeletion', keys, inHsms),
      readRecord,
    ],
    environment: record,
  },
  'cancel-key-deletion': {
    permissions: [allow(['kms:CancelKeyDeletion', 'kms:EnableKey'], keys, inHsms), readRecord],
    environment: record,
  },
  'delete-key-store': {
    permissions: [
      describeClusters,
      allow(['kms:DescribeCustomKeyStores', 'kms:DisconnectCustomKeyStore', 'kms:DeleteCustomKeyStore']),
      changeRecord,
    ],
    environment: record,
  },
  'delete-cluster': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DeleteCluster', clusters, ofThisStage),
      allow(['ec2:DeleteNetworkInterface', ...networkOf.deleteCluster]),
      changeRecord,
    ],
    environment: record,
  },
  'remove-monitoring': {
    permissions: [
      allow('cloudwatch:DescribeAlarms', arn('cloudwatch', 'alarm:*')),
      allow('cloudwatch:DeleteAlarms', arn('cloudwatch', `alarm:cloudhsm-lifecycle/${stage}/*`)),
      allow('cloudwatch:DeleteDashboards', dashboards),
      allow(['logs:DescribeMetricFilters', 'logs:DeleteMetricFilter'], arn('logs', 'log-group:/aws/cloudhsm/*')),
      readRecord,
    ],
    environment: record,
  },
  'delete-backups': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      // in whatever region copies are; whose they are, the function looks right before
      allow('cloudhsm:DeleteBackup', sub('arn:${AWS::Partition}:cloudhsm:*:${AWS::AccountId}:backup/*')),
      changeRecord,
    ],
    environment: record,
  },
  'delete-secrets': {
    permissions: [
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:RemoveRegionsFromReplication', 'secretsmanager:DeleteSecret'], secrets),
      changeRecord,
    ],
    environment: record,
  },
  'forget-environment': {
    permissions: [
      allow('cloudhsm:DescribeBackups'),
      allow('ssm:ListAssociations'),
      allow('ssm:DeleteAssociation', arn('ssm', 'association/*')),
      allow('states:SendTaskSuccess'),
      changeRecord,
    ],
    environment: record,
  },
};
