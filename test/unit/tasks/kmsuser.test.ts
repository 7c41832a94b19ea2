import { expect, test } from 'vitest';
import { CliStandIn } from './cli-stand-in.ts';
import { hsmUsersTask, passwords, refused } from './hsm-users-task.ts';

const task = hsmUsersTask();

test.each(['set', 'leave'])('kmsuser that is locked is seen, with kmsUser %s', async (kmsUser) => {
  task.cli = CliStandIn.activated(passwords.admin!);
  task.cli.give('application', passwords.application!);
  task.cli.give('kmsuser', 'rotated by KMS');
  task.cli.lock('kmsuser');

  expect(await task.run({ kmsUser })).toBe(kmsUser === 'set' ? 0 : 25);
  expect(task.cli.commands.filter((command) => command.includes('kmsuser')).length > 0).toBe(kmsUser === 'set');
});

test('leaves kmsuser alone while KMS is logged in as it, and still checks that it stands on every HSM', async () => {
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  task.cli.give('kmsuser', 'rotated by KMS');

  expect(await task.run({ kmsUser: 'leave' })).toBe(0);
  expect(task.cli.commands.filter((command) => command.includes('kmsuser'))).toEqual([]);
  expect(task.cli.on('kmsuser')).toEqual(Array(2).fill({ role: 'crypto-user', password: 'rotated by KMS', badLogins: 0 }));

  task.cli.hsms[1]!.delete('kmsuser');
  expect(await task.run({ kmsUser: 'leave' })).toBe(21);
  expect(task.cli.on('kmsuser')).toMatchObject([{ badLogins: 0 }, undefined]);
  expect(task.lastWords()!.remedy).toContain('disconnect the key store');
});

test('gives kmsuser the password of its secret without ever trying the one that KMS had', async () => {
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  task.cli.give('application', passwords.application!);
  task.cli.give('kmsuser', 'rotated by KMS');

  expect(await task.run({ kmsUser: 'set' })).toBe(0);
  expect(task.cli.on('kmsuser')).toEqual(Array(2).fill({ role: 'crypto-user', password: passwords.kmsuser, badLogins: 0 }));
});

test('kmsuser that KMS is logged in as, though its key store was shown as disconnected, is looked at again', async () => {
  task.cli = CliStandIn.activated(passwords.admin!);
  task.cli.give('application', passwords.application!);
  task.cli.give('kmsuser', 'rotated by KMS');
  task.cli.instead.push({ words: 'user change-password', ends: refused('User kmsuser is logged in') });

  expect(await task.run({ kmsUser: 'set' })).toBe(28);
  expect(task.cli.on('kmsuser')).toMatchObject([{ password: 'rotated by KMS', badLogins: 0 }]);
});
