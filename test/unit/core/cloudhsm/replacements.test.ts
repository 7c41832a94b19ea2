import { expect, test } from 'vitest';
import { replacements } from '../../../../core/cloudhsm/replacements.ts';

test('what stands behind the ENI of another was put there by CloudHSM', () => {
  const before = [
    { id: 'hsm-1', eniId: 'eni-1' },
    { id: 'hsm-2', eniId: 'eni-2' },
    { id: 'hsm-3', eniId: 'eni-3' },
    { id: 'hsm-4', eniId: '' },
  ];
  const now = [
    { hsmId: 'hsm-1', eniId: 'eni-1' },
    { hsmId: 'hsm-9', eniId: 'eni-2' },
    { hsmId: 'hsm-8', eniId: '' }, // joins, as the fourth did before, and has no ENI yet
  ];

  expect(replacements(before, now)).toEqual([{ eniId: 'eni-2', before: 'hsm-2', after: 'hsm-9' }]);
});
