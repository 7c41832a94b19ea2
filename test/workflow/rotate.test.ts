import { expect, test } from 'vitest';
import { ConnectionCut } from '../../emulator/kernel/faults.ts';
import type { Secret } from '../../emulator/services/secretsmanager/secret.ts';
import { onNextRequest, sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';
import { HandedOn } from './standing.ts';

const deployment = sharedDeployment();
const plain = new HandedOn(deployment, (name) => withoutKeyStore({ name }));
const withKeyStore = new HandedOn(deployment, (name) => environmentNamed(`${name}-kms`));

function secretOf(environment: string, user: string): Secret {
  return deployment().home.secretsManager.existing(`cloudhsm-lifecycle/dev/${environment}/${user}`);
}

/** {label: password} */
function passwordsOf(environment: string, user: string): Record<string, string> {
  const versions = [...secretOf(environment, user).versions.values()];
  return Object.fromEntries(
    versions.flatMap(({ stages, secretString }) => {
      return [...stages].map((stage) => [
        stage.replace(/^until-.*/, 'until'),
        (JSON.parse(secretString!) as { password: string }).password,
      ]);
    }),
  );
}

function onHsms(environment: string, user: string): { password: string; badLogins: number }[] {
  const clusters = [...deployment().home.cloudhsmv2.clusters.values()];
  const { hsms } = clusters.find(({ tags }) => tags.get('cloudhsm-lifecycle:environment') === environment)!;
  return hsms
    .flatMap(({ users }) => users.filter(({ username }) => username === user))
    .map(({ password, badLogins }) => ({ password, badLogins }));
}

test('administrator and crypto users get new passwords in secret and HSMs; the old ones stay, with their time', async () => {
  const { file } = await withKeyStore.lent();
  const before = { admin: passwordsOf(file.name, 'admin'), application: passwordsOf(file.name, 'application') };
  const kmsuser = onHsms(file.name, 'kmsuser');

  const run = await deployment().run({ environment: file.name }, 'rotate');

  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    output: { rotated: ['admin', 'admin_2', 'application'], keyStore: { state: 'CONNECTED' } },
  });
  for (const user of ['admin', 'application'] as const) {
    const { AWSCURRENT: current, until, AWSPENDING: pending } = passwordsOf(file.name, user);
    expect(current).not.toBe(before[user].AWSCURRENT);
    expect([until, pending]).toEqual([before[user].AWSCURRENT, undefined]);
    expect(onHsms(file.name, user)).toEqual(Array(3).fill({ password: current, badLogins: 0 }));
  }
  expect(onHsms(file.name, 'kmsuser')).toEqual(kmsuser);
});

test('one user is rotated alone, and nobody whom the environment does not have', async () => {
  const { file } = await plain.lent();
  const admin = passwordsOf(file.name, 'admin');

  expect((await deployment().run({ environment: file.name, user: 'application' }, 'rotate')).output).toMatchObject({
    rotated: ['application'],
  });
  expect(passwordsOf(file.name, 'admin')).toEqual(admin);

  const refused = await deployment().run({ environment: file.name, user: 'nobody' }, 'rotate');
  expect(refused).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining('user: nobody is no user of this environment'),
  });
});

test('a task whose start was never answered may have changed the password already: the next one takes either', async () => {
  const { file } = await plain.lent();
  const before = passwordsOf(file.name, 'admin');
  const { faults } = deployment().home;
  const met = faults.inject({ operation: 'ecs:RunTask', when: 'after', error: new ConnectionCut() });

  const run = await deployment().run({ environment: file.name, user: 'admin' }, 'rotate');

  expect([met(), run.status]).toEqual([1, 'SUCCEEDED']);
  const { AWSCURRENT: current } = passwordsOf(file.name, 'admin');
  expect(current).not.toBe(before.AWSCURRENT);
  expect(onHsms(file.name, 'admin').map(({ password }) => password)).toEqual([current, current]);
});

test('kmsuser is rotated by name: KMS lets go of it first, and the keys are proven after', async () => {
  const { file } = await withKeyStore.lent();
  const before = passwordsOf(file.name, 'kmsuser');

  const run = await deployment().run({ environment: file.name, user: 'kmsuser' }, 'rotate');

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { rotated: ['kmsuser'], keyStore: { state: 'CONNECTED', proof: true } } });
  expect(passwordsOf(file.name, 'kmsuser')).toMatchObject({ until: before.AWSCURRENT });
});

test('a run that was stopped after the HSMs had the new password goes on with it, and makes no other', async () => {
  const { file } = await plain.lent();
  const { home } = deployment();
  const executionArn = await deployment().start({ environment: file.name, user: 'admin' }, 'rotate');
  onNextRequest(home, 'secretsmanager:UpdateSecretVersionStage', () => {
    void home.call(
      'stepfunctions',
      'StopExecution',
      { executionArn },
      { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' },
    );
  });
  home.faults.inject({ operation: 'secretsmanager:UpdateSecretVersionStage', when: 'before', kills: true });
  await home.clock.idle();
  const { AWSPENDING: staged, AWSCURRENT: current } = passwordsOf(file.name, 'admin');
  expect(onHsms(file.name, 'admin')[0]!.password).toBe(staged);
  expect(staged).not.toBe(current);
  // whoever runs something else meanwhile is told of it
  expect(await deployment().run(file)).toMatchObject({
    error: 'AdminPasswordWrong',
    remedy: expect.stringContaining(
      `\`npx hsm rotate ${file.name} --user admin --region us-east-1\` goes on with the password that it has staged`,
    ),
  });

  expect((await deployment().run({ environment: file.name, user: 'admin' }, 'rotate')).status).toBe('SUCCEEDED');
  expect(passwordsOf(file.name, 'admin')).toMatchObject({ AWSCURRENT: staged, until: current });
  expect(onHsms(file.name, 'admin')).toEqual(Array(2).fill({ password: staged, badLogins: 0 }));
});

test('an HSM that CloudHSM replaces while a password is changed comes with the old one, and is made anew from the others', async () => {
  const { file, cluster } = await plain.lent();
  const { home } = deployment();
  const [hsm] = cluster.hsms;
  const addresses = cluster.hsms.map(({ eniIp }) => eniIp);
  onNextRequest(home, 'ecs:RunTask', () => home.cloudhsmv2.failHsm(hsm!.eniId));

  const run = await deployment().run({ environment: file.name, user: 'admin' }, 'rotate');

  expect(run, run.message).toMatchObject({ status: 'SUCCEEDED', output: { rotated: ['admin'] } });
  expect(onHsms(file.name, 'admin')).toEqual(Array(2).fill({ password: passwordsOf(file.name, 'admin').AWSCURRENT, badLogins: 0 }));
  expect(cluster.hsms.map(({ eniIp }) => eniIp).toSorted()).toEqual(addresses.toSorted());
});

test('a parked environment has no users to change', async () => {
  const { file } = await plain.kept();
  await deployment().run({ environment: file.name, hsms: 0 }, 'scale');

  expect(await deployment().run({ environment: file.name }, 'rotate')).toMatchObject({
    error: 'EnvironmentIncomplete',
    remedy: expect.stringContaining(`npx hsm scale ${file.name} --hsms 2`),
  });
});
