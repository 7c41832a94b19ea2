import { beforeEach, expect, test } from 'vitest';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import { checkLeavingAdmins } from '../../../../core/preflight/leaving-admins.ts';
import { recordUsers } from '../../../../core/record/users.ts';
import { emptyAccount } from '../../account.ts';
import { environment } from '../../environments.ts';
import { emptyRecord } from '../../record.ts';

const facts = { ...emptyAccount, own: {} as Cluster };

beforeEach(async () => {
  emptyRecord();
  await recordUsers('production', { admin: 'arn:admin', admin_2: 'arn:admin_2', application: 'arn:application' });
});

test('an administrator whom the file asks for no more is warned of: it stays, and nobody rotates its password', async () => {
  expect(await checkLeavingAdmins(environment({ purpose: 'testing' }), facts)).toMatchObject({
    problems: [],
    warnings: [{ path: 'admins', problem: expect.stringContaining('admin_2 stands'), remedy: expect.stringContaining('"admins": 2') }],
  });
});

test('nobody is warned of those that it asks for', async () => {
  expect((await checkLeavingAdmins(environment({ admins: 2 }), facts)).warnings).toEqual([]);
});
