import { changeRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { clusters, describeClusters, seeEntries, taggedByUs } from './grants.ts';
import type { Steps } from './step.ts';

/** Taking over what was made elsewhere. */
export const adopt: Steps = {
  'adopt-cluster': {
    permissions: [
      describeClusters,
      // one that carries no tag of ours yet
      allow('cloudhsm:TagResource', clusters, taggedByUs),
      changeRecord,
      seeEntries,
    ],
    environment: record,
  },
};
