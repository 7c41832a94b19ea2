import { DescribeCertificateAuthorityCommand, IssueCertificateCommand } from '@aws-sdk/client-acm-pca';
import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/issue-certificate.ts';
import { cloudhsm, pca } from '../aws.ts';
import { csrOf, fingerprint } from '../certificates.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const certificateArn = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1/certificate/2';
let csr: string;

beforeAll(async () => {
  csr = await csrOf('HSM');
});

beforeEach(() => {
  cloudhsm.reset();
  pca.reset();
  emptyRecord();
  fileOnRecord();
  leaseHeldBy(execution);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Certificates: { ClusterCsr: csr } })] });
  pca.on(IssueCertificateCommand).resolves({ CertificateArn: certificateArn });
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority: { NotAfter: new Date('2036-01-02T00:00:00.500Z') } });
});

const event = () => ({ environment: 'production', lease, clusterId, csrSha256: fingerprint(csr), now });

test('has the verified CSR signed, as long as the CA lasts less a day', async () => {
  expect(await handler(event(), context)).toEqual({ certificate: certificateArn });
  expect(pca.commandCalls(IssueCertificateCommand)[0]!.args[0].input).toEqual({
    CertificateAuthorityArn: environment().certificateAuthority.arn,
    Csr: Buffer.from(csr),
    SigningAlgorithm: 'SHA256WITHRSA',
    Validity: { Type: 'ABSOLUTE', Value: Date.parse('2036-01-01T00:00:00Z') / 1000 },
    TemplateArn: 'arn:aws:acm-pca:::template/EndEntityCertificate/V1',
    IdempotencyToken: fingerprint(csr).slice(0, 36),
  });
});

test('names the share and what it has to allow where the CA of another account refuses', async () => {
  const foreign = environment().certificateAuthority.arn!.replace('123456789012', '999988887777');
  fileOnRecord({ certificateAuthority: { type: 'acm-pca', arn: foreign } });
  const message = 'not authorized because no resource-based policy allows the acm-pca:IssueCertificate action';
  pca.on(IssueCertificateCommand).rejects(rejection('AccessDeniedException', message));

  await expect(handler(event(), context)).rejects.toMatchObject({
    name: 'AccessDenied',
    details: {
      to: foreign,
      problem: `AccessDeniedException: ${message}`,
      remedy: expect.stringMatching(
        /^let the account 999988887777 share .* by AWS RAM .*IssueCertificate.*; then start the workflow again$/,
      ),
    },
  });
});

test('has it signed for as many days as the file says', async () => {
  fileOnRecord({ certificateAuthority: { ...environment().certificateAuthority, validityDays: 3650 } });

  await handler(event(), context);

  expect(pca.commandCalls(IssueCertificateCommand)[0]!.args[0].input.Validity).toEqual({ Type: 'DAYS', Value: 3650 });
});

test.each([
  ['RSA_3072', 'SHA256WITHRSA'],
  ['EC_prime256v1', 'SHA256WITHECDSA'],
  ['EC_secp384r1', 'SHA384WITHECDSA'],
  ['EC_secp521r1', 'SHA512WITHECDSA'],
])('a CA whose key is %s signs with %s', async (KeyAlgorithm, algorithm) => {
  const CertificateAuthorityConfiguration = { KeyAlgorithm, SigningAlgorithm: algorithm, Subject: {} } as never;
  const CertificateAuthority = { CertificateAuthorityConfiguration, NotAfter: new Date('2036-01-02T00:00:00.500Z') };
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority });

  await handler(event(), context);

  expect(pca.commandCalls(IssueCertificateCommand)[0]!.args[0].input.SigningAlgorithm).toBe(algorithm);
});

test('a repeated step asks with the same token, so that it gets the same certificate', async () => {
  await handler(event(), context);
  await handler(event(), context);

  const [once, again] = pca.commandCalls(IssueCertificateCommand).map(({ args }) => args[0].input.IdempotencyToken);
  expect(once).toBe(again);
});

test('has nothing signed but the CSR that was verified', async () => {
  await expect(handler({ ...event(), csrSha256: fingerprint(await csrOf('another HSM')) }, context)).rejects.toMatchObject({
    name: 'CsrChanged',
    details: { to: clusterId, problem: 'it is not the one that was verified: CloudHSM has replaced the first HSM' },
  });
  expect(pca.calls()).toHaveLength(0);
});

test('says that the CSR is gone while CloudHSM replaces the first HSM', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });

  await expect(handler(event(), context)).rejects.toMatchObject({
    name: 'CsrChanged',
    details: { problem: 'it is gone: CloudHSM has replaced the first HSM' },
  });
});

test('has nothing signed once another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(pca.calls()).toHaveLength(0);
});
