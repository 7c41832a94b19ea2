import {
  DescribeCertificateAuthorityCommand,
  GetCertificateAuthorityCertificateCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-acm-pca';
import { beforeEach, expect, test } from 'vitest';
import { checkCertificateAuthority } from '../../../../core/preflight/certificate-authority.ts';
import { healthyAccount, rootAuthority } from '../../account.ts';
import { pca } from '../../aws.ts';
import { certify } from '../../certificates.ts';
import { environment } from '../../environments.ts';
import { now } from '../../executions.ts';
import { rejection } from '../../service-errors.ts';

const arn = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/11111111-2222-4333-8444-555555555555';
const path = 'certificateAuthority.arn';

async function problemsOf(authority: string, validityDays?: number) {
  const checked = environment({ certificateAuthority: { type: 'acm-pca', arn: authority, validityDays } });
  return (await checkCertificateAuthority(checked, undefined, now)).problems;
}

beforeEach(healthyAccount);

test('accepts an active, general-purpose RSA root', async () => {
  expect(await problemsOf(arn)).toEqual([]);
});

test('refuses a CA of another region without asking', async () => {
  expect(await problemsOf(arn.replace('us-east-1', 'eu-west-1'))).toEqual([
    { path, problem: 'the CA is in eu-west-1', remedy: 'name a CA of us-east-1, where the cluster is' },
  ]);
  expect(pca.calls()).toHaveLength(0);
});

test('refuses a CA that does not exist', async () => {
  pca.on(DescribeCertificateAuthorityCommand).rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));

  expect(await problemsOf(arn)).toEqual([
    { path, problem: 'there is no such CA', remedy: expect.stringContaining('aws acm-pca list-certificate-authorities') },
  ]);
});

test.each([
  ['not a root', { Type: 'SUBORDINATE' as const }, 'the CA is SUBORDINATE', 'ROOT'],
  ['not active', { Status: 'PENDING_CERTIFICATE' as const }, 'the CA is PENDING_CERTIFICATE', 'make it ACTIVE'],
  [
    'not RSA',
    { CertificateAuthorityConfiguration: { ...rootAuthority.CertificateAuthorityConfiguration, KeyAlgorithm: 'EC_prime256v1' as const } },
    "the CA's key is EC_prime256v1",
    'RSA_2048 or RSA_4096',
  ],
  [
    'for short-lived certificates',
    { UsageMode: 'SHORT_LIVED_CERTIFICATE' as const },
    "the CA's usage mode is SHORT_LIVED_CERTIFICATE",
    'GENERAL_PURPOSE',
  ],
])('refuses a CA that is %s', async (_, changes, problem, remedy) => {
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority: { ...rootAuthority, ...changes } });

  expect(await problemsOf(arn)).toEqual([{ path, problem, remedy: expect.stringContaining(remedy) }]);
  expect(pca.commandCalls(GetCertificateAuthorityCertificateCommand)).toHaveLength(0);
});

test('says all at once what is wrong with a CA', async () => {
  const CertificateAuthority = { ...rootAuthority, Type: 'SUBORDINATE' as const, Status: 'DISABLED' as const };
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority });

  expect(await problemsOf(arn)).toHaveLength(2);
});

test('looks at the root itself: CloudHSM would refuse one that is not self-signed', async () => {
  const Certificate = await certify({ owner: 'organisation', by: 'somebody' });
  pca.on(GetCertificateAuthorityCertificateCommand).resolves({ Certificate });

  expect(await problemsOf(arn)).toEqual([{ path, problem: 'it is not self-signed', remedy: 'name another root CA' }]);
});

test('an ACM PCA that refuses for another reason is no fault of the file', async () => {
  pca.on(DescribeCertificateAuthorityCommand).rejects(rejection('AccessDeniedException'));

  await expect(problemsOf(arn)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('refuses more days than the CA itself is valid, and says how many it takes', async () => {
  expect(await problemsOf(arn, 3650)).toEqual([]);
  expect(await problemsOf(arn, 36_500)).toEqual([
    {
      path: 'certificateAuthority.validityDays',
      problem: '36500 days are more than the CA itself is valid, until 2036-01-01T00:00:00.000Z',
      remedy: 'ask for 3650 or less, or leave it out',
    },
  ]);
});
