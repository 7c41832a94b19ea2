import { expect, test } from 'vitest';
import { type ErrorName, errorNames } from '../../../core/errors/error-table.ts';
import { clientCases } from './clients.ts';
import { clusterCases } from './cluster.ts';
import { drillCases } from './drill.ts';
import { identityCases } from './identity.ts';
import { keyStoreCases } from './key-store.ts';
import { requestCases } from './requests.ts';
import { serviceCases } from './services.ts';
import { userCases } from './users.ts';

/** Errors that no run on the local AWS ends with, and why. */
const outOfReach: Partial<Record<ErrorName, string>> = {
  QuorumApprovalNeeded: 'the run waits for the admins of the quorum then',
  LeaseSettling: 'it is tried again for six minutes, and what has ended, or is not to be seen, settles within five',
};

test('every error of the table has a remedy that is followed to the letter, or a reason why no run ends with it', () => {
  const cases = [
    ...clientCases,
    ...clusterCases,
    ...drillCases,
    ...identityCases,
    ...keyStoreCases,
    ...requestCases,
    ...serviceCases,
    ...userCases,
  ];
  const followed = new Set(cases.map(({ error }) => error));
  expect([...followed, ...Object.keys(outOfReach)].toSorted()).toEqual(errorNames.toSorted());
});
