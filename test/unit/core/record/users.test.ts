import { beforeEach, expect, test } from 'vitest';
import { forgetLeaving, readUsers, recordUsers } from '../../../../core/record/users.ts';
import { emptyRecord, stored } from '../../record.ts';

beforeEach(emptyRecord);

test('tells the crypto users that are none any more, until they are gone from the HSMs', async () => {
  expect(await recordUsers('production', { admin: 'a', application: 'b', reports: 'c' })).toEqual([]);
  expect(await recordUsers('production', { admin: 'a', application: 'b' })).toEqual(['reports']);
  expect(await recordUsers('production', { admin: 'a', application: 'b' })).toEqual(['reports']);
  expect(await readUsers('production')).toEqual({ admin: 'a', application: 'b' });

  await forgetLeaving('production');
  expect(await recordUsers('production', { admin: 'a', application: 'b' })).toEqual([]);
});

test('who is named again stays', async () => {
  await recordUsers('production', { admin: 'a', reports: 'c' });
  await recordUsers('production', { admin: 'a' });

  expect(await recordUsers('production', { admin: 'a', reports: 'c' })).toEqual([]);
  expect(stored('users')).not.toHaveProperty('leaving');
});

test("administrators, KMS's user and the canary never go", async () => {
  await recordUsers('production', { admin: 'a', admin_2: 'b', kmsuser: 'c', lifecycle_canary: 'd' });

  expect(await recordUsers('production', { admin: 'a' })).toEqual([]);
});
