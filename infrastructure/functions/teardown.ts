import { changeRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { clusters, describeClusters, keys, networkOf, ofStage, ofThisStage, seeEntries } from './grants.ts';
import type { Steps } from './step.ts';

/** The end of an environment. */
export const teardown: Steps = {
  'plan-teardown': {
    memorySize: 1024, // it may have to look through thousands of keys, in 30 seconds
    permissions: [
      describeClusters,
      allow(['kms:DescribeCustomKeyStores', 'kms:ListKeys']),
      allow('kms:DescribeKey', keys),
      allow(['kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion', 'kms:EnableKey'], keys, {
        StringEquals: { 'kms:KeyOrigin': 'AWS_CLOUDHSM' },
      }),
      changeRecord,
      seeEntries,
    ],
    environment: { ...record, ...ofStage },
  },
  'delete-key-store': {
    permissions: [allow(['kms:DescribeCustomKeyStores', 'kms:DeleteCustomKeyStore']), changeRecord],
    environment: record,
  },
  'delete-cluster': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DeleteCluster', clusters, ofThisStage),
      allow(['ec2:DeleteNetworkInterface', ...networkOf.deleteCluster]),
      changeRecord,
    ],
    environment: { ...record, ...ofStage },
  },
  'forget-environment': { permissions: [allow('cloudhsm:DescribeBackups'), changeRecord], environment: record },
};
