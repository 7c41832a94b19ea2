import { dirname, join } from 'node:path';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { approve, loggedIn, registered } from '../emulator/data-plane/approvers.ts';
import { admin, cli, program } from '../emulator/data-plane/programs.ts';
import { fileOf, hsm } from './approvals.ts';
import { sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';
import { leaseHolder, notices, token } from './people.ts';
import { passwordOf } from './secret-value.ts';

const deployment = sharedDeployment();

test('a change of users that a quorum has to approve is made by its admins as they are told, and the run finds it made', async () => {
  const { emulator, home } = deployment();
  const file = withoutKeyStore({ name: 'agreed' });
  const { output } = await deployment().run(file);
  await program(emulator, 'configure-cli', ['-a', ...home.cloudhsmv2.cluster(output.cluster.id)!.hsms.map(({ eniIp }) => eniIp)]);
  const current = (user: string) => passwordOf(home, 'agreed', user);
  const folder = dirname(fileOf(''));
  const [first, second] = await Promise.all(['admin', 'admin_2'].map(async (user) => loggedIn(emulator, user, current(user))));
  const keys = { admin: await registered(first!, folder, 'admin'), admin_2: await registered(second!, folder, 'admin_2') };
  expect(await first!.type('quorum token-sign set-quorum-value --service user --value 2')).toMatchObject({ error_code: 0 });

  const executionArn = await deployment().start({ ...file, cryptoUsers: ['application', 'signer'] });
  await home.clock.idle();
  const { message } = notices(deployment(), executionArn).at(-1)!;
  expect(message).toMatch(/waits for a quorum of admins \(user create --username signer --role crypto-user\)/);
  const told = [...message.matchAll(/`(quorum token-sign generate|user create|npx hsm approve)([^`]*)`/g)].map(
    ([, name, rest]) => `${name}${rest}`,
  );
  expect(told).toEqual([
    'quorum token-sign generate --service user --token agreed.token',
    'user create --username signer --role crypto-user --approval agreed.token',
    'npx hsm approve agreed --token agreed.token --region us-east-1',
  ]);
  const token = join(folder, 'agreed.token');
  const typed = (line: string) => first!.type(line.replace('agreed.token', token));
  expect(await typed(told[0]!)).toMatchObject({ error_code: 0 });
  const bring = (path: string) => hsm(deployment(), 'approve', 'agreed', '--token', path);
  const refused = (exitCode: number, problem: string) => ({
    exitCode,
    document: { error: { name: 'TokenRefused', message: expect.stringContaining(problem) } },
  });
  expect(await bring(fileOf('approved'))).toMatchObject(refused(2, 'it is no token of a quorum'));
  for (let time = 0; time < 2; time++) approve(token, { admin: keys.admin });
  expect(await bring(token)).toMatchObject(refused(3, '1 admins have signed it'));
  approve(token, { admin_2: keys.admin_2 });
  expect(await typed(`${told[1]} --password ${current('signer')}`)).toMatchObject({ error_code: 0 });

  expect(await bring(token)).toMatchObject({ exitCode: 0, document: { approved: 'approval', approvers: ['admin', 'admin_2'] } });
  await home.clock.idle();
  expect(await deployment().ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
});

test('passwords that a quorum has to approve are changed by its admins, and the rotation makes them the current ones', async () => {
  const { emulator, home, sfn } = deployment();
  const file = withoutKeyStore({ name: 'sworn', quorum: { user: 2 } });
  const users = ['admin', 'admin_2', 'application'];
  expect((await deployment().run(file)).output.warnings.map(({ path }) => path)).toContain('quorum.user');
  const cluster = [...home.cloudhsmv2.clusters.values()].at(-1)!;
  const onHsms = (user: string) => cluster.hsms.flatMap((hsm) => hsm.users.filter(({ username }) => username === user));
  await program(emulator, 'configure-cli', ['-a', cluster.hsms[0]!.eniIp, '--disable-key-availability-check']);
  const raising = 'quorum token-sign set-quorum-value --service user --value 2';
  expect((await cli(emulator, raising, admin(passwordOf(home, 'sworn', 'admin', 'AWSCURRENT')))).error_code).toBe(0);
  const before = users.map((user) => passwordOf(home, 'sworn', user, 'AWSCURRENT'));

  const asked = await hsm(deployment(), 'rotate', 'sworn');

  expect(asked).toMatchObject({ exitCode: 0, document: { outcome: 'WAITING', waiting: { for: 'approval' } } });
  for (const user of users) {
    const role = user === 'application' ? 'crypto-user' : 'admin';
    expect(asked.document.waiting.message).toContain(`\`user change-password --username ${user} --role ${role} --approval sworn.token\``);
    expect(asked.document.waiting.message).toContain(`--secret-id cloudhsm-lifecycle/dev/sworn/${user} --version-stage AWSPENDING`);
  }
  const staged = users.map((user) => passwordOf(home, 'sworn', user, 'AWSPENDING'));
  const approve = () => {
    const signatures = ['admin', 'admin_2'].map((username) => ({ username, role: 'admin', signature: 'c2lnbmVk' }));
    return hsm(
      deployment(),
      'approve',
      'sworn',
      '--token',
      fileOf(JSON.stringify({ version: '2.0', service: 'user-management', signatures })),
    );
  };
  for (const user of onHsms('application')) user.password = staged[2]!;
  // the answer waits where somebody else is at work
  const scaling = await deployment().start({ environment: 'sworn', hsms: 3 }, 'scale');
  await home.clock.advance(60);
  expect(await leaseHolder(deployment(), 'sworn')).toBe(scaling);
  await sfn.send(new SendTaskSuccessCommand({ taskToken: await token(deployment(), 'sworn', 'rotate'), output: '{}' }));
  await home.clock.idle();
  expect(await deployment().ended(scaling)).toMatchObject({ status: 'SUCCEEDED' });
  expect(notices(deployment(), asked.document.execution).at(-1)!.message).not.toContain('--username application');

  for (const [index, name] of ['admin', 'admin_2'].entries()) for (const user of onHsms(name)) user.password = staged[index]!;
  expect((await approve()).exitCode).toBe(0);
  await home.clock.idle();

  const rotation = await deployment().ended(asked.document.execution);
  expect(rotation).toMatchObject({ status: 'SUCCEEDED', output: { rotated: users } });
  expect(rotation.states).toContain('Wait for the other');
  expect(users.map((user) => passwordOf(home, 'sworn', user, 'AWSCURRENT'))).toEqual(staged);
  for (const [index, user] of users.entries()) {
    expect(before).not.toContain(staged[index]);
    expect(onHsms(user).map(({ password, locked }) => ({ password, locked }))).toEqual(
      Array(3).fill({ password: staged[index], locked: false }),
    );
  }
});
