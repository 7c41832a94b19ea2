import { expect, test } from 'vitest';
import { adminsOf, roleOf } from '../../../../core/users/admins.ts';

test.each([
  ['production', undefined, ['admin', 'admin_2']],
  ['testing', undefined, ['admin']],
  ['production', 1, ['admin']],
  ['testing', 4, ['admin', 'admin_2', 'admin_3', 'admin_4']],
] as const)('for %s with admins %s: %j', (purpose, admins, names) => {
  expect(adminsOf({ purpose, admins })).toEqual(names);
});

test('an administrator is known by its name', () => {
  expect(['admin', 'admin_2', 'admin_5', 'application', 'kmsuser'].map(roleOf)).toEqual([
    'admin',
    'admin',
    'crypto-user',
    'crypto-user',
    'crypto-user',
  ]);
});
