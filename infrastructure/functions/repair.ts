import { changeRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { describeClusters, seeEntries } from './grants.ts';
import type { Steps } from './step.ts';

/** HSMs that failed, and users that differ between them. */
export const repair: Steps = {
  'plan-repair': {
    permissions: [describeClusters, allow('cloudhsm:DescribeBackups'), changeRecord, seeEntries],
    environment: record,
  },
};
