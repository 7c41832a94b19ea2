import { dirname, join } from 'node:path';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../emulator/services/cloudhsmv2/cluster.ts';
import { approve, loggedIn, registered } from '../emulator/data-plane/approvers.ts';
import { admin, cli, program } from '../emulator/data-plane/programs.ts';
import { request } from '../local-aws.ts';
import { certify } from '../unit/certificates.ts';
import { activate, fileOf, hsm, signed } from './approvals.ts';
import { type Deployment, sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';
import { goOn, waitInBody } from './people.ts';

const deployment = sharedDeployment();
const day = 86_400;

test('a run that waits for people gives its lease back, reminds them each day, and goes on with their answer', async () => {
  const { home, sfn } = deployment();
  waitInBody(deployment(), 10 * day);
  const executionArn = await deployment().start(withoutKeyStore({ name: 'patient' }));
  await home.clock.idle();
  expect(await leaseHolder(deployment(), 'patient')).toBeUndefined();
  expect(waitings(deployment(), executionArn)).toHaveLength(1);

  await home.clock.advance(2.5 * day);
  expect(notices(deployment(), executionArn)).toHaveLength(3);

  // asked for once more meanwhile, it is the same run
  const again = await deployment().run(withoutKeyStore({ name: 'patient' }));
  expect(again.output).toMatchObject({ outcome: 'ALREADY_RUNNING', execution: executionArn });

  goOn(deployment());
  await sfn.send(new SendTaskSuccessCommand({ taskToken: await token(deployment(), 'patient'), output: '{}' }));
  await home.clock.idle();
  const run = await deployment().ended(executionArn);
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
});

test('people sign the CSR of an external CA: it is published, what they bring is checked, and the run goes on', async () => {
  const { home } = deployment();
  const file = withoutKeyStore({ name: 'vaulted', certificateAuthority: { type: 'external' } });
  const asked = await hsm(deployment(), 'provision', '-f', fileOf(JSON.stringify(file)));
  expect(asked).toMatchObject({
    exitCode: 0,
    document: { outcome: 'WAITING', waiting: { for: 'certificate', hsmSerial: '3.0G1801-ICM000240' } },
  });
  const { csr, csrSha256, message } = asked.document.waiting as Record<string, string>;
  expect(message).toContain(csr!.trim());
  expect(message).toContain(csrSha256);
  expect(message).toMatch(/`npx hsm approve vaulted --certificate vaulted.pem --trust-anchor root.pem --region us-east-1`/);
  expect(await leaseHolder(deployment(), 'vaulted')).toBeUndefined();
  await home.clock.advance(1.5 * day);
  expect(notices(deployment(), asked.document.execution).at(-1)!.message).toMatch(
    /It waits since .* has cost about \$(3[5-9]|4\d)\.\d\d for the HSMs so far/,
  );

  const root = fileOf(await certify({ owner: 'organisation' }));
  const approve = async (certificate: string, anchor = root) =>
    hsm(deployment(), 'approve', 'vaulted', '--certificate', fileOf(certificate), '--trust-anchor', anchor);
  expect(await approve('no certificate')).toMatchObject({
    exitCode: 2,
    document: { error: { message: expect.stringContaining('holds no certificate in PEM form') } },
  });
  const another = { owner: 'another HSM', by: 'organisation', ca: false };
  const refused = (problem: string) => ({
    exitCode: 3,
    document: {
      error: { name: 'CertificateRefused', message: expect.stringContaining(problem), remedy: expect.stringContaining(csrSha256!) },
    },
  });
  expect(await approve(await certify(another))).toMatchObject(refused("its public key is not the CSR's"));
  expect(await hsm(deployment(), 'approve', 'vaulted', '--activated')).toMatchObject({
    exitCode: 3,
    document: { error: { name: 'NothingWaits', message: 'vaulted waits for a certificate' } },
  });

  const answered = await approve(await signed(csr!, 'organisation'));
  expect(answered).toMatchObject({
    exitCode: 0,
    document: { outcome: 'SUCCEEDED', approved: 'certificate', execution: asked.document.execution },
  });
  await home.clock.idle();
  const run = await deployment().ended(asked.document.execution);
  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    output: { cluster: { state: 'ACTIVE' }, certificate: { issuer: 'O=Example Corp, CN=organisation' } },
  });
  expect(await approve(await signed(csr!, 'organisation'))).toMatchObject({ exitCode: 3, document: { error: { name: 'NothingWaits' } } });
});

test.each([
  {
    name: 'replaced',
    change: 'changes',
    by: async ({ hsms }: Cluster) => deployment().home.cloudhsmv2.failHsm(hsms[0]!.eniId),
    said: 'CloudHSM has replaced the HSM',
  },
  {
    name: 'left',
    change: 'goes with its HSM',
    by: async ({ clusterId, hsms }: Cluster) =>
      request(deployment().emulator, 'cloudhsmv2', 'DeleteHsm', { ClusterId: clusterId, HsmId: hsms[0]!.hsmId }),
    said: 'the HSM is gone that has made the CSR',
  },
])('a CSR that $change while people sign is asked for again, with the reason', async ({ name, by, said }) => {
  const { home } = deployment();
  const file = withoutKeyStore({ name, certificateAuthority: { type: 'external' } });
  const asked = await hsm(deployment(), 'provision', '-f', fileOf(JSON.stringify(file)));
  const before = asked.document.waiting as Record<string, string>;
  await by([...home.cloudhsmv2.clusters.values()].at(-1)!);
  await home.clock.advance(1800);

  const brought = [fileOf(await signed(before.csr!, 'organisation')), fileOf(await certify({ owner: 'organisation' }))];
  const late = await hsm(deployment(), 'approve', name, '--certificate', brought[0]!, '--trust-anchor', brought[1]!);
  expect(late).toMatchObject({ exitCode: 3, document: { error: { name: 'CsrChanged', message: expect.stringContaining(said) } } });
  await home.clock.idle();
  const again = (await hsm(deployment(), 'watch', name)).document.waiting as Record<string, string>;
  expect(again.csrSha256).not.toBe(before.csrSha256);
  expect(again.message).toContain('The cluster has another HSM meanwhile');

  const certificate = fileOf((await signed(again.csr!, 'organisation')) + (await certify({ owner: 'organisation' })));
  expect(await hsm(deployment(), 'approve', name, '--certificate', certificate)).toMatchObject({ exitCode: 0 });
  await home.clock.idle();
  expect((await deployment().ended(asked.document.execution)).status).toBe('SUCCEEDED');
});

test('the teardown of an environment ends the run of it that waits for people, and nobody is asked any more', async () => {
  const { home } = deployment();
  const file = withoutKeyStore({ name: 'unwanted', certificateAuthority: { type: 'external' } });
  const executionArn = await deployment().start(file);
  await home.clock.idle();
  expect(notices(deployment(), executionArn)).toHaveLength(1);

  expect((await deployment().run({ environment: 'unwanted' }, 'teardown')).status).toBe('SUCCEEDED');

  expect(await deployment().ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'RequestOutdated' });
  const told = notices(deployment(), executionArn).length;
  await deployment().pass(1.5);
  expect(notices(deployment(), executionArn)).toHaveLength(told);
  expect((await hsm(deployment(), 'describe', 'unwanted')).document.waiting ?? []).toEqual([]);
});

test('people activate the cluster in a ceremony, and its users are made when it is active', async () => {
  const { home } = deployment();
  const file = withoutKeyStore({ name: 'witnessed', activation: { ...withoutKeyStore().activation, type: 'ceremony' } });
  const executionArn = await deployment().start(file);
  await home.clock.idle();
  const [notice] = notices(deployment(), executionArn);
  expect(notice!.message).toContain('`npx hsm approve witnessed --activated --region us-east-1`');
  expect(await hsm(deployment(), 'approve', 'witnessed', '--activated')).toMatchObject({
    exitCode: 3,
    document: { error: { name: 'NotActivated', message: expect.stringMatching(/is INITIALIZED, not activated; nothing was changed/) } },
  });
  const secret = [...home.secretsManager.existing('cloudhsm-lifecycle/dev/witnessed/admin').versions.values()][0]!;
  await activate(deployment(), (JSON.parse(secret.secretString!) as { password: string }).password);

  expect(await hsm(deployment(), 'approve', 'witnessed', '--activated')).toMatchObject({
    exitCode: 0,
    document: { approved: 'activation' },
  });
  await home.clock.idle();
  expect(await deployment().ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
  expect((await deployment().run(file)).states).not.toContain('WaitForPeople');
});

test('another file that is asked for while a run waits for people takes its place', async () => {
  const { home } = deployment();
  const file = withoutKeyStore({ name: 'rethought', certificateAuthority: { type: 'external' } });
  const first = await deployment().start(file);
  await home.clock.idle();
  const second = await deployment().start({ ...file, backupRetentionDays: 60 });
  await home.clock.idle();

  expect(await deployment().ended(first)).toMatchObject({
    status: 'FAILED',
    error: 'RequestOutdated',
    message: expect.stringContaining(second),
  });
  const told = notices(deployment(), first).length;
  await deployment().pass(1.1);
  expect(notices(deployment(), first)).toHaveLength(told);
  expect(notices(deployment(), second).filter(({ subject }) => /waits for the certificate/.test(subject ?? ''))).toHaveLength(2);
  expect((await hsm(deployment(), 'describe', 'rethought')).document.waiting).toMatchObject([{ execution: second }]);
});

describe('where the HSM is gone on which people were asked to activate the cluster', () => {
  const asked = async (name: string) => {
    const { home } = deployment();
    const executionArn = await deployment().start(
      withoutKeyStore({ name, activation: { ...withoutKeyStore().activation, type: 'ceremony' } }),
    );
    await home.clock.idle();
    const cluster = [...home.cloudhsmv2.clusters.values()].at(-1)!;
    const address = cluster.hsms[0]!.eniIp;
    const { clusterId, hsms } = cluster;
    await request(deployment().emulator, 'cloudhsmv2', 'DeleteHsm', { ClusterId: clusterId, HsmId: hsms[0]!.hsmId });
    await home.clock.idle();
    return { executionArn, cluster, address };
  };
  const askedAnew = (executionArn: string, { hsms }: Cluster, address: string) => {
    const told = notices(deployment(), executionArn);
    expect(told).toHaveLength(2);
    expect(told[1]!.message).toContain(`Its HSM at ${address} is gone, and there is another.`);
    expect(told[1]!.message).toContain(`configure-cli -a ${hsms.at(-1)!.eniIp}`);
    expect(hsms.at(-1)).toMatchObject({ state: 'ACTIVE' });
  };

  test('approving it has the run make another and ask anew', async () => {
    const { executionArn, cluster, address } = await asked('bereft');
    expect(await hsm(deployment(), 'approve', 'bereft', '--activated')).toMatchObject({
      exitCode: 3,
      document: { error: { name: 'NotActivated', message: expect.stringContaining(`no HSM of ${cluster.clusterId} is ACTIVE`) } },
    });
    await deployment().home.clock.idle();
    askedAnew(executionArn, cluster, address);
  });

  test('the reminder of the next day finds it', async () => {
    const { executionArn, cluster, address } = await asked('unattended');
    await deployment().pass(1.1);
    const [first, ...rest] = notices(deployment(), executionArn);
    // the reminder itself goes out before anybody looks
    expect(rest[0]!.message).toContain(first!.message.split('\n')[0]);
    expect(rest).toHaveLength(2);
    expect(rest[1]!.message).toContain(`Its HSM at ${address} is gone, and there is another.`);
    expect(cluster.hsms.at(-1)).toMatchObject({ state: 'ACTIVE' });
  });
});

test('a change of users that a quorum has to approve is made by its admins as they are told, and the run finds it made', async () => {
  const { emulator, home } = deployment();
  const file = withoutKeyStore({ name: 'agreed' });
  const { output } = await deployment().run(file);
  await program(emulator, 'configure-cli', ['-a', ...home.cloudhsmv2.cluster(output.cluster.id)!.hsms.map(({ eniIp }) => eniIp)]);
  const passwordOf = async (user: string) => JSON.parse(await currentSecret(deployment(), `agreed/${user}`)).password as string;
  const folder = dirname(fileOf(''));
  const [first, second] = await Promise.all(['admin', 'admin_2'].map(async (user) => loggedIn(emulator, user, await passwordOf(user))));
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
  expect(await typed(`${told[1]} --password ${await passwordOf('signer')}`)).toMatchObject({ error_code: 0 });

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
  const versionOf = (user: string, stage: string) => {
    const versions = [...home.secretsManager.existing(`cloudhsm-lifecycle/dev/sworn/${user}`).versions.values()];
    return (JSON.parse(versions.find(({ stages }) => stages.has(stage))!.secretString!) as { password: string }).password;
  };
  const onHsms = (user: string) => cluster.hsms.flatMap((hsm) => hsm.users.filter(({ username }) => username === user));
  await program(emulator, 'configure-cli', ['-a', cluster.hsms[0]!.eniIp, '--disable-key-availability-check']);
  const raising = 'quorum token-sign set-quorum-value --service user --value 2';
  expect((await cli(emulator, raising, admin(versionOf('admin', 'AWSCURRENT')))).error_code).toBe(0);
  const before = users.map((user) => versionOf(user, 'AWSCURRENT'));

  const asked = await hsm(deployment(), 'rotate', 'sworn');

  expect(asked).toMatchObject({ exitCode: 0, document: { outcome: 'WAITING', waiting: { for: 'approval' } } });
  for (const user of users) {
    const role = user === 'application' ? 'crypto-user' : 'admin';
    expect(asked.document.waiting.message).toContain(`\`user change-password --username ${user} --role ${role} --approval sworn.token\``);
    expect(asked.document.waiting.message).toContain(`--secret-id cloudhsm-lifecycle/dev/sworn/${user} --version-stage AWSPENDING`);
  }
  const staged = users.map((user) => versionOf(user, 'AWSPENDING'));
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
  expect(users.map((user) => versionOf(user, 'AWSCURRENT'))).toEqual(staged);
  for (const [index, user] of users.entries()) {
    expect(before).not.toContain(staged[index]);
    expect(onHsms(user).map(({ password, locked }) => ({ password, locked }))).toEqual(
      Array(3).fill({ password: staged[index], locked: false }),
    );
  }
});

function waitings({ home }: Deployment, executionArn: string) {
  return home.events.events.filter(
    (event) => event['detail-type'] === 'Environment Waiting' && (event.detail as { execution: string }).execution === executionArn,
  );
}

function notices({ home }: Deployment, executionArn: string) {
  return [...home.sns.topics.values()].flatMap(({ messages }) => messages).filter(({ message }) => message.includes(executionArn));
}

async function recorded({ home, stack }: Deployment, environment: string, item: string): Promise<Record<string, { S?: string }>> {
  const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
  const input: object = {
    TableName: stack.resources.EnvironmentsTable!.physicalId,
    Key: { environment: { S: environment }, item: { S: item } },
  };
  const { Item = {} } = (await home.dynamodb.call('GetItem', input, person)) as { Item?: Record<string, { S?: string }> };
  return Item;
}

async function leaseHolder(from: Deployment, environment: string): Promise<string | undefined> {
  return (await recorded(from, environment, 'lease')).holder?.S;
}

async function token(from: Deployment, environment: string, intent = 'provision'): Promise<string> {
  return (await recorded(from, environment, `waiting#${intent}`)).token!.S!;
}

async function currentSecret({ home }: Deployment, name: string): Promise<string> {
  const { versions } = home.secretsManager.existing(`cloudhsm-lifecycle/dev/${name}`);
  return [...versions.values()].find(({ stages }) => stages.has('AWSCURRENT'))!.secretString!;
}
