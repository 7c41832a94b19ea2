import { beforeEach, expect, test } from 'vitest';
import {
  forgetLeaving,
  forgetUsers,
  kmsUserSecret,
  readFormerSecrets,
  readStayingAndLeaving,
  readUsers,
  recordUsers,
} from '../../../../core/record/users.ts';
import { emptyRecord, store, stored } from '../../record.ts';

beforeEach(emptyRecord);

test('tells the crypto users that are none any more, until they are gone from the HSMs', async () => {
  expect(await recordUsers('production', { admin: 'a', application: 'b', reports: 'c' })).toEqual([]);
  expect(await recordUsers('production', { admin: 'a', application: 'b' })).toEqual(['reports']);
  expect(await recordUsers('production', { admin: 'a', application: 'b' })).toEqual(['reports']);
  expect(await readUsers('production')).toEqual({ admin: 'a', application: 'b' });

  await forgetLeaving('production');
  expect(await recordUsers('production', { admin: 'a', application: 'b' })).toEqual([]);
});

test('of more than one task takes, the next runs are told the others', async () => {
  const names = Array.from({ length: 45 }, (_, index) => `left_${index + 10}`);
  store('users', { leaving: names.toReversed() });

  const told: string[][] = [];
  for (let run = 0; run < 4; run++) {
    told.push(await recordUsers('production', { admin: 'a' }));
    await forgetLeaving('production');
  }

  expect(told).toEqual([names.slice(0, 20), names.slice(20, 40), names.slice(40), []]);
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

test('secrets of users whom the file names no more are known until all of them are deleted', async () => {
  await recordUsers('production', { admin: 'a', kmsuser: 'k', reports: 'r' });
  await recordUsers('production', { admin: 'a' });
  await recordUsers('production', { admin: 'a', reports: 'r' });
  expect(await readFormerSecrets('production')).toEqual(['k']);

  await forgetUsers('production');
  expect([await readUsers('production'), await readFormerSecrets('production')]).toEqual([{}, []]);
});

test('a plan knows who leaves with the next run, and changes nothing', async () => {
  await recordUsers('production', { admin: 'a', kmsuser: 'k', application: 'b', reports: 'r' });
  await recordUsers('production', { admin: 'a', kmsuser: 'k', application: 'b' });
  const before = stored('users');

  expect(await readStayingAndLeaving('production', [])).toEqual({
    users: { admin: 'a', kmsuser: 'k', application: 'b' },
    leaving: ['application', 'reports'],
    formerSecrets: ['r'],
  });
  expect(await readStayingAndLeaving('production', ['application', 'reports'])).toMatchObject({ leaving: [] });
  expect(await readStayingAndLeaving('testing', [])).toEqual({ users: {}, leaving: [], formerSecrets: [] });
  expect(stored('users')).toEqual(before);
});

test('a plan names no more of them than one task takes', async () => {
  const names = Array.from({ length: 25 }, (_, index) => `left_${index + 10}`);
  store('users', { leaving: names });

  expect((await readStayingAndLeaving('production', [])).leaving).toEqual(names.slice(0, 20));
});

test('a key store is connected with the password of kmsuser, whom provisioning makes where there is none', async () => {
  await recordUsers('production', { admin: 'a' });
  await expect(kmsUserSecret('production')).rejects.toMatchObject({
    name: 'AdminSecretMissing',
    details: { to: 'environment production', remedy: expect.stringMatching(/^provision the environment/) },
  });

  await recordUsers('production', { admin: 'a', kmsuser: 'arn:kmsuser' });
  expect(await kmsUserSecret('production')).toBe('arn:kmsuser');
});
