import { changeRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { clusters, describeClusters, networkOf, ofThisStage, seeEntries } from './grants.ts';
import type { Steps } from './step.ts';

/** HSMs that come and go. */
export const hsms: Steps = {
  'plan-hsms': { permissions: [describeClusters, changeRecord, seeEntries], environment: record },
  'create-hsm': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow('cloudhsm:CreateHsm', clusters, ofThisStage),
      allow(networkOf.createHsm),
      changeRecord,
    ],
    environment: record,
  },
  'check-hsms': { permissions: [describeClusters] },
  'plan-parking': { permissions: [describeClusters, changeRecord, seeEntries], environment: record },
  'remove-hsm': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DeleteHsm'), // takes no resource: whose HSM it is, the function looks right before
      allow(networkOf.deleteHsm),
      changeRecord,
    ],
    environment: record,
  },
  'check-removal': { permissions: [describeClusters] },
};
