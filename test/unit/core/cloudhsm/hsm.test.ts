import { expect, test } from 'vitest';
import { activeHsms } from '../../../../core/cloudhsm/active-hsms.ts';
import { countHsms, liveHsms, sameHsm } from '../../../../core/cloudhsm/hsm.ts';

test('what counts, and costs, are HSMs that exist or come into being; what serves are those that are ACTIVE', () => {
  const hsms = ['CREATE_IN_PROGRESS', 'ACTIVE', 'DEGRADED', 'DELETE_IN_PROGRESS', 'DELETED'].map((state) => ({ state }));

  expect(liveHsms({ hsms }).map(({ state }) => state)).toEqual(['CREATE_IN_PROGRESS', 'ACTIVE', 'DEGRADED']);
  expect(activeHsms({ hsms }).map(({ state }) => state)).toEqual(['ACTIVE']);
});

test.each([
  [true, 'replaced by CloudHSM behind its ENI', { hsmId: 'hsm-2', eniId: 'eni-1' }],
  [true, 'of the same id, which has no ENI yet', { hsmId: 'hsm-1', eniId: '' }],
  [false, 'of another id and ENI', { hsmId: 'hsm-2', eniId: 'eni-2' }],
])('an HSM is the same (%s) as one %s', (expected, _, other) => {
  expect(sameHsm({ hsmId: 'hsm-1', eniId: 'eni-1' }, other)).toBe(expected);
});

test('two that have no ENI yet are not the same for that', () => {
  expect(sameHsm({ hsmId: 'hsm-1', eniId: '' }, { hsmId: 'hsm-2', eniId: '' })).toBe(false);
});

test('an HSM that is being replaced counts once, and one that has no ENI yet for itself', () => {
  expect(countHsms(['eni-1', 'eni-1', 'eni-2', '', ''].map((eniId) => ({ eniId })))).toBe(4);
});
