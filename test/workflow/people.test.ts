import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../emulator/services/cloudhsmv2/cluster.ts';
import { request } from '../local-aws.ts';
import { certify } from '../unit/certificates.ts';
import { activate, fileOf, hsm, signed } from './approvals.ts';
import { sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';
import { goOn, leaseHolder, notices, token, waitInBody, waitings } from './people.ts';

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
  // as openssl signs today
  expect(await approve(await signed(csr!, 'organisation', { from: '2026-11-27T00:00:00Z' }))).toMatchObject({
    exitCode: 3,
    document: {
      error: {
        message: expect.stringContaining('it is valid from Nov 27'),
        remedy: expect.stringContaining('hsm emulator --deploy --time now'),
      },
    },
  });
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
