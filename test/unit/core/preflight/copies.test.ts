import { expect, test } from 'vitest';
import { checkCopies } from '../../../../core/preflight/copies.ts';
import { emptyAccount } from '../../account.ts';
import { environment } from '../../environments.ts';

test('a copy in the environment’s own region is warned of: there is none', () => {
  const { problems, warnings } = checkCopies(environment({ backups: { copyTo: ['us-west-2', 'us-east-1'] } }), emptyAccount);
  expect(problems).toEqual([]);
  expect(warnings).toMatchObject([{ path: 'backups.copyTo.1', problem: expect.stringContaining('none is copied') }]);
  expect(checkCopies(environment(), emptyAccount).warnings).toEqual([]);
});
