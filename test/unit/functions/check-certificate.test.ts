import {
  GetCertificateAuthorityCertificateCommand,
  GetCertificateCommand,
  RequestInProgressException,
  ResourceNotFoundException,
} from '@aws-sdk/client-acm-pca';
import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-certificate.ts';
import { cloudhsm, pca } from '../aws.ts';
import { certify, csrOf, fingerprint } from '../certificates.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, store } from '../record.ts';
import { rejection } from '../service-errors.ts';

const certificateArn = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1/certificate/2';
const waiting = { awaited: 'issueCertificate' as const, since: '2026-06-01T00:00:00Z', now: '2026-06-01T00:00:01Z', deadlineSeconds: 900 };
let csr: string;
let root: string;

beforeAll(async () => {
  [csr, root] = await Promise.all([csrOf('HSM'), certify({ owner: 'organisation' })]);
});

beforeEach(() => {
  cloudhsm.reset();
  pca.reset();
  emptyRecord();
  fileOnRecord();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Certificates: { ClusterCsr: csr } })] });
  pca.on(GetCertificateAuthorityCertificateCommand).resolves({ Certificate: root });
});

const event = () => ({ environment: 'production', clusterId, csrSha256: fingerprint(csr), certificate: certificateArn, waiting });

test('is ready with a certificate that passes', async () => {
  pca.on(GetCertificateCommand).resolves({ Certificate: await certify({ owner: 'HSM', by: 'organisation', ca: false }) });

  expect(await handler(event(), context)).toMatchObject({ ready: true, pending: false });
  expect(pca.commandCalls(GetCertificateCommand)[0]!.args[0].input).toEqual({
    CertificateAuthorityArn: environment().certificateAuthority.arn,
    CertificateArn: certificateArn,
  });
});

test.each([
  ['is at work', RequestInProgressException],
  ['does not show yet what was asked for', ResourceNotFoundException],
])('waits on while the CA %s', async (_, Refusal) => {
  pca.on(GetCertificateCommand).rejects(new Refusal({ message: 'not now', $metadata: { httpStatusCode: 400 } }));

  const result = await handler(event(), context);

  expect(result).toMatchObject({ ready: false, pending: true });
  expect(result.waitSeconds).toBeGreaterThan(0);
  expect(cloudhsm.calls()).toHaveLength(0);
});

test('refuses a certificate that somebody else has signed', async () => {
  pca.on(GetCertificateCommand).resolves({ Certificate: await certify({ owner: 'HSM', by: 'somebody', ca: false }) });

  await expect(handler(event(), context)).rejects.toMatchObject({
    name: 'CertificateRefused',
    details: { problem: expect.stringContaining('not signed by the trust anchor') },
  });
});

test("holds the certificate's validity against the state machine's time", async () => {
  pca.on(GetCertificateCommand).resolves({
    Certificate: await certify({ owner: 'HSM', by: 'organisation', ca: false, to: '2026-05-31T00:00:00Z' }),
  });

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'CertificateRefused' });
});

test('sees that the CSR changed while it was being signed', async () => {
  pca.on(GetCertificateCommand).resolves({ Certificate: await certify({ owner: 'HSM', by: 'organisation', ca: false }) });
  const changed = describedCluster({ Certificates: { ClusterCsr: await csrOf('another HSM') } });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [changed] });

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'CsrChanged' });
});

test('a CA that failed is final', async () => {
  pca.on(GetCertificateCommand).rejects(rejection('RequestFailedException'));

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'RequestRejected' });
});

test('waits for people where they sign, and asks again where what they bring does not pass', async () => {
  fileOnRecord({ certificateAuthority: { type: 'external' } });
  const asked = { ...event(), certificate: fingerprint(csr) };
  expect(await handler(asked, context)).toMatchObject({ ready: false, people: { why: null } });

  const bring = async (by: string) =>
    store('signed', { csrSha256: fingerprint(csr), certificate: await certify({ owner: 'HSM', by, ca: false }), trustAnchor: root });
  await bring('somebody');
  expect(await handler(asked, context)).toMatchObject({
    ready: false,
    people: { why: expect.stringContaining('not signed by the trust anchor') },
  });

  await bring('organisation');
  expect(await handler(asked, context)).toMatchObject({ ready: true });
  expect(await handler({ ...asked, certificate: 'another' }, context)).toMatchObject({ ready: false, people: { why: null } });
});
