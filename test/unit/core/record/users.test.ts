import { beforeEach, expect, test } from 'vitest';
import { kmsUserSecret, readUsers, recordUsers } from '../../../../core/record/users.ts';
import { emptyRecord } from '../../record.ts';

beforeEach(emptyRecord);

test("gives each user's secret as it was recorded", async () => {
  await recordUsers('production', { admin: 'arn:admin', application: 'arn:application' });

  expect(await readUsers('production')).toEqual({ admin: 'arn:admin', application: 'arn:application' });
});

test('whoever is recorded takes the place of all before', async () => {
  await recordUsers('production', { admin: 'arn:admin', dropped: 'arn:dropped' });
  await recordUsers('production', { admin: 'arn:admin' });

  expect(await readUsers('production')).toEqual({ admin: 'arn:admin' });
});

test('an environment without users has none', async () => {
  expect(await readUsers('production')).toEqual({});
});

test('names the secret of kmsuser', async () => {
  await recordUsers('production', { admin: 'arn:admin', kmsuser: 'arn:kmsuser' });

  expect(await kmsUserSecret('production')).toBe('arn:kmsuser');
});

test('says what to do where the environment was provisioned without a key store', async () => {
  await recordUsers('production', { admin: 'arn:admin' });

  await expect(kmsUserSecret('production')).rejects.toMatchObject({
    name: 'AdminSecretMissing',
    details: { to: 'environment production', remedy: expect.stringContaining('provision the environment') },
  });
});
