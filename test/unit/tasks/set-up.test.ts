import { expect, test } from 'vitest';
import { CliStandIn } from './cli-stand-in.ts';
import { hsmUsersTask, passwords, root } from './hsm-users-task.ts';

const task = hsmUsersTask();

test('activates a new cluster, proves the admin, creates each user and proves it, and checks every HSM', async () => {
  expect(await task.run()).toBe(0);

  expect(task.cli.commands).toEqual([
    'user list',
    'cluster activate',
    'user list',
    'login admin',
    'user create application as admin',
    'user create kmsuser as admin',
    'login application',
    'login kmsuser',
    'user list',
  ]);
  expect(task.cli.on('admin')).toMatchObject([{ role: 'admin', password: passwords.admin }]);
  expect(task.cli.on('application')).toMatchObject([{ role: 'crypto-user', password: passwords.application }]);
  expect(task.cli.on('kmsuser')).toMatchObject([{ role: 'crypto-user', password: passwords.kmsuser }]);
});

test('a second run changes nothing but kmsuser’s password, and proves each password once', async () => {
  await task.run();
  task.cli.calls.length = 0;

  expect(await task.run()).toBe(0);
  expect(task.changes()).toEqual(['user change-password kmsuser as admin']);
  expect(task.cli.commands.filter((command) => command.startsWith('login')).toSorted()).toEqual([
    'login admin',
    'login application',
    'login kmsuser',
  ]);
});

test('points the CLI at the addresses of the HSMs, and at the root that their certificate has to lead to', async () => {
  await task.run();

  const { program, args } = task.cli.calls[0]!;
  const file = args[args.indexOf('--hsm-ca-cert') + 1]!;
  expect(program).toBe('configure-cli');
  expect(args).toEqual(['-a', '10.0.0.1', '10.0.1.1', '--hsm-ca-cert', file, '--disable-key-availability-check']);
  expect(task.cli.trustAnchors).toEqual([{ file, text: root }]);
});

test('runs commands as the admin by the environment, and gives a password as an argument where there is no other way', async () => {
  await task.run();

  const asAdmin = task.cli.calls.filter(({ pin }) => pin !== undefined);
  expect(asAdmin.length).toBeGreaterThan(0);
  for (const { args, pin } of asAdmin) expect(args.join(' ')).not.toContain(pin);
  const given = task.cli.calls.filter(({ args }) => args.includes('--password')).map(({ args }) => args.slice(0, 2).join(' '));
  expect(new Set(given)).toEqual(new Set(['cluster activate', 'login --username', 'user create']));
});

test('a user that misses on an HSM is created again, as AWS says, and proven there too', async () => {
  task.cli = CliStandIn.activated(passwords.admin!, 3);
  task.cli.give('application', passwords.application!, 'crypto-user', task.cli.hsms.slice(0, 2));
  task.cli.give('kmsuser', 'rotated by KMS', 'crypto-user', task.cli.hsms.slice(1));

  expect(await task.run()).toBe(0);
  expect(task.changes()).toEqual([
    'user create application as admin',
    'user create kmsuser as admin',
    'user change-password kmsuser as admin',
  ]);
  for (const user of ['application', 'kmsuser']) {
    expect(task.cli.on(user)).toEqual(Array(3).fill({ role: 'crypto-user', password: passwords[user], badLogins: 0 }));
  }
});

test('an admin that misses on an HSM is created again', async () => {
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  task.cli.hsms[1]!.delete('admin');

  expect(await task.run()).toBe(0);
  expect(task.cli.on('admin')).toMatchObject([{ role: 'admin' }, { role: 'admin', password: passwords.admin }]);
});

test('a user that still misses on an HSM after it was created again is said', async () => {
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  task.cli.give('application', passwords.application!, 'crypto-user', [task.cli.hsms[0]!]);
  task.cli.instead.push({ words: 'user create', ends: { stdout: '{"error_code":1,"data":"User already exists"}' } });
  task.cli.give('kmsuser', passwords.kmsuser!);

  expect(await task.run()).toBe(21);
  expect(task.lastWords()).toMatchObject({ problem: 'application has the cluster coverage inconsistent' });
});

test.each([
  ['is inconsistent', ['crypto-user', 'admin'], 'the role of application is inconsistent, not crypto-user on every HSM'],
  ['is another', ['admin', 'admin'], 'the role of application is admin, not crypto-user on every HSM'],
])('a user whose role %s is an error of its own, which nobody tries to mend', async (_, roles, says) => {
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  roles.forEach((role, index) => {
    task.cli.give('application', passwords.application!, role, [task.cli.hsms[index]!]);
  });

  expect(await task.run()).toBe(27);
  expect(task.cli.commands).toEqual(['user list']);
  expect(task.lastWords()).toMatchObject({
    error: 'UserRoleInconsistent',
    problem: says,
    remedy: expect.stringContaining('cloudhsm-cli user delete --username application --role admin'),
  });
});

test('where somebody else activates the cluster at the same moment, it goes on to the login', async () => {
  task.cli.after.push({ words: 'user list', happens: () => task.cli.give('admin', 'theirs', 'admin') });

  expect(await task.run()).toBe(20);
  expect(task.cli.commands).toEqual(['user list', 'cluster activate', 'user list', 'login admin', 'user list']);
});

test('an activation whose answer is lost has happened all the same', async () => {
  task.cli.instead.push({ words: 'cluster activate', ends: { status: 'time limit' } });
  task.cli.after.push({ words: 'cluster activate', happens: () => task.cli.give('admin', passwords.admin!, 'admin') });

  expect(await task.run()).toBe(0);
});
