import { changeRecord, readRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { describeClusters, secrets, seeEntries } from './grants.ts';
import type { Steps } from './step.ts';

/** New passwords. */
export const rotate: Steps = {
  'plan-rotation': { permissions: [describeClusters, changeRecord, seeEntries], environment: record },
  'stage-password': {
    permissions: [
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'], secrets),
      allow('secretsmanager:GetRandomPassword'),
      readRecord,
    ],
    environment: record,
  },
  'promote-password': {
    permissions: [
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:UpdateSecretVersionStage'], secrets),
      allow('cloudhsm:DescribeBackups'),
      readRecord,
    ],
    environment: record,
  },
};
