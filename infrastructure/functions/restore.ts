import { changeRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { describeClusters, secrets, seeEntries } from './grants.ts';
import type { Steps } from './step.ts';

/** A cluster from a backup. */
export const restore: Steps = {
  'take-over-credentials': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow(
        ['secretsmanager:DescribeSecret', 'secretsmanager:UpdateSecretVersionStage', 'secretsmanager:StopReplicationToReplica'],
        secrets,
      ),
      changeRecord,
      seeEntries,
    ],
    environment: record,
  },
  'plan-replacement': { permissions: [describeClusters, changeRecord, seeEntries], environment: record },
  'copy-credentials': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], secrets),
      allow(['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], secrets),
      changeRecord,
      seeEntries,
    ],
    environment: record,
  },
};
