import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { handler } from '../../../functions/ask-people.ts';
import { cloudhsm } from '../aws.ts';
import { csrOf, fingerprint } from '../certificates.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, store } from '../record.ts';

let csr: string;
const now = '2026-01-01T00:00:00.000Z';
const event = () => ({
  environment: 'production',
  intent: 'provision',
  clusterId,
  wanted: 'certificate' as const,
  csrSha256: fingerprint(csr),
  hsmSerial: '3.0G1',
  now,
});
const stands = (changes: Parameters<typeof describedCluster>[0]) =>
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster(changes)] });
const messageOf = async (changes: Partial<Parameters<typeof handler>[0]> = {}) =>
  (await handler({ ...event(), ...changes }, context)).waiting?.publish.message;

beforeAll(async () => {
  csr = await csrOf('HSM');
});

beforeEach(() => {
  cloudhsm.reset();
  emptyRecord();
  vi.stubEnv('STAGE', 'prod');
  vi.stubEnv('AWS_REGION', 'us-east-1');
  stands({ Certificates: { ClusterCsr: csr } });
});

afterEach(() => vi.unstubAllEnvs());

test('publishes the CSR with its hash, the serial number of its HSM, what to do and what waiting costs', async () => {
  const { waiting } = await handler(event(), context);

  expect(waiting).toMatchObject({
    for: 'certificate',
    since: now,
    deadline: '2026-01-31T00:00:00.000Z',
    details: { clusterId, csr, csrSha256: fingerprint(csr), hsmSerial: '3.0G1' },
  });
  expect(waiting!.publish.message).toContain(csr.trim());
  expect(waiting!.publish.message).toContain(`prints ${fingerprint(csr)}. Its key was made in the HSM with the serial number 3.0G1`);
  expect(waiting!.publish.message).toContain(
    '`npx hsm approve production --certificate production.pem --trust-anchor root.pem --stage prod --region us-east-1`',
  );
});

test('waits as long as the file says', async () => {
  fileOnRecord({ people: { withinDays: 5 } });

  expect((await handler(event(), context)).waiting).toMatchObject({ deadline: '2026-01-06T00:00:00.000Z' });
});

test('says why it asks again: what was brought is of no use', async () => {
  expect(await messageOf({ why: 'it is not self-signed' })).toContain('What was brought last is of no use: it is not self-signed.');
});

test('says why it asks again: CloudHSM has replaced the HSM', async () => {
  const asked = (changes: Record<string, string>, wanted = 'certificate') => {
    const details = JSON.stringify({ clusterId, csrSha256: 'another', ...changes });
    store('waiting#provision', { for: wanted, since: now, deadline: now, token: 'token', execution: 'arn', details });
    return messageOf();
  };
  const another = 'The cluster has another HSM meanwhile';

  expect(await messageOf()).not.toContain(another);
  expect(await asked({})).toContain(another);
  expect(await asked({ csrSha256: fingerprint(csr) }), 'the same CSR').not.toContain(another);
  expect(await asked({ clusterId: 'cluster-zzzzzzzzzzz' }), 'a cluster of before').not.toContain(another);
  expect(await asked({}, 'activation'), 'what was asked for was no certificate').not.toContain(another);
});

test('asks nobody for a CSR that is no more', async () => {
  stands({ Certificates: { ClusterCsr: await csrOf('another HSM') } });

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'CsrChanged' });
});

test.each([
  ['INITIALIZED', 'activation'],
  ['ACTIVE', undefined],
])('for its activation while the cluster is %s: %s', async (State, wanted) => {
  stands({ State, Certificates: { ClusterCertificate: 'PEM' } });

  expect((await handler({ ...event(), wanted: 'activation' }, context)).waiting?.for).toBe(wanted);
});

test('says why it asks for the activation again: the HSM is another', async () => {
  const at = (address: string) => {
    stands({ State: 'INITIALIZED', Hsms: [describedHsm(1, { EniIp: address })], Certificates: { ClusterCertificate: 'PEM' } });
    return messageOf({ wanted: 'activation' });
  };
  const before = { for: 'activation', since: now, deadline: now, token: 'token', execution: 'arn' };
  expect(await at('10.0.1.7')).not.toContain('is gone');
  store('waiting#provision', { ...before, details: JSON.stringify({ clusterId, address: '10.0.1.7' }) });
  expect(await at('10.0.1.7')).not.toContain('is gone');

  expect(await at('10.0.1.8')).toContain('Its HSM at 10.0.1.7 is gone, and there is another.');
});

test('a cluster that CloudHSM is at work on is looked at again: it may be activated', async () => {
  stands({ State: 'MODIFY_IN_PROGRESS', Certificates: { ClusterCertificate: 'PEM' } });

  await expect(handler({ ...event(), wanted: 'activation' }, context)).rejects.toMatchObject({ name: 'ClusterBusy' });
});

test('asks for the change of users that a quorum has to approve, with the secret of who is changed', async () => {
  stands({ State: 'ACTIVE', Certificates: { ClusterCertificate: 'PEM' } });
  const why = 'Setting up the users (task 1): cloudhsm-cli user create --username kmsuser --role crypto-user: Quorum approval is required';
  const { waiting } = await handler({ ...event(), wanted: 'approval', why }, context);

  expect(waiting).toMatchObject({ for: 'approval', details: { command: 'user create --username kmsuser --role crypto-user' } });
  expect(waiting!.publish.message).toContain('`user create --username kmsuser --role crypto-user --approval production.token`');
  expect(waiting!.publish.message).toContain('the secret cloudhsm-lifecycle/prod/production/kmsuser');
});

test('where no task has said which change a quorum has to approve, it is the making of users', async () => {
  stands({ State: 'ACTIVE', Certificates: { ClusterCertificate: 'PEM' } });

  expect((await handler({ ...event(), wanted: 'approval' }, context)).waiting).toMatchObject({ details: { command: 'user create' } });
});
