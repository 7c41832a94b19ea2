import {
  DescribeCertificateAuthorityCommand,
  GetCertificateAuthorityCertificateCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-acm-pca';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import { checkCertificateAuthority } from '../../../../core/preflight/certificate-authority.ts';
import { emptyAccount, healthyAccount, rootAuthority, standing } from '../../account.ts';
import { pca, secretsManager } from '../../aws.ts';
import { certify } from '../../certificates.ts';
import { environment } from '../../environments.ts';
import { rejection } from '../../service-errors.ts';

const arn = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/11111111-2222-4333-8444-555555555555';
const path = 'certificateAuthority.arn';

async function problemsOf(authority: string, validityDays?: number) {
  const checked = environment({ certificateAuthority: { type: 'acm-pca', arn: authority, validityDays } });
  return (await checkCertificateAuthority(checked, emptyAccount)).problems;
}

beforeEach(healthyAccount);

test('accepts an active, general-purpose root, RSA or of a curve', async () => {
  expect(await problemsOf(arn)).toEqual([]);
  const configuration = { ...rootAuthority.CertificateAuthorityConfiguration, KeyAlgorithm: 'EC_prime256v1' as const };
  const CertificateAuthority = { ...rootAuthority, CertificateAuthorityConfiguration: configuration };
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority });

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
    'of another key than CloudHSM takes',
    { CertificateAuthorityConfiguration: { ...rootAuthority.CertificateAuthorityConfiguration, KeyAlgorithm: 'ML_DSA_65' as never } },
    "the CA's key is ML_DSA_65",
    'RSA_2048, RSA_3072, RSA_4096, EC_prime256v1, EC_secp384r1, EC_secp521r1',
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

function endsAt(NotAfter: string): void {
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority: { ...rootAuthority, NotAfter: new Date(NotAfter) } });
}

test('refuses a root that ends before a certificate of the cluster could', async () => {
  endsAt('2026-01-02T12:00:00Z');

  expect(await problemsOf(arn)).toEqual([
    {
      path,
      problem: 'the CA ends 2026-01-02T12:00:00.000Z, and its certificate for the cluster would before',
      remedy: expect.stringContaining('renew the CA'),
    },
  ]);

  endsAt('2026-01-03T12:00:00Z');
  expect(await problemsOf(arn)).toEqual([]);
});

describe('a cluster that has its certificate', () => {
  const signed = async (by: string) => {
    const cluster = await certify({ owner: 'cluster', by, ca: false });
    return standing({ certificates: { cluster } as Cluster['certificates'] });
  };
  const kept = () => secretsManager.on(DescribeSecretCommand).resolves({ ARN: 'arn:trust-anchor' });

  test.each([
    ['disabled', { Status: 'DISABLED' as const }],
    ['expired', { Status: 'EXPIRED' as const, NotAfter: new Date('2025-01-02T12:00:00Z') }],
    ['deleted', undefined],
  ])('needs its CA no more where its root is kept: one that is %s', async (_, changes) => {
    kept();
    if (changes) pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority: { ...rootAuthority, ...changes } });
    else pca.on(DescribeCertificateAuthorityCommand).rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));

    expect(await checkCertificateAuthority(environment(), await signed('organisation'))).toEqual({ problems: [], warnings: [] });
  });

  test('wants the root of its CA where none is kept, whatever has become of the CA', async () => {
    const CertificateAuthority = { ...rootAuthority, Status: 'DISABLED' as const };
    pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority });
    const check = async (by: string) => (await checkCertificateAuthority(environment(), await signed(by))).problems;

    expect(await check('organisation')).toEqual([]);
    expect(await check('somebody')).toMatchObject([{ problem: expect.stringContaining('the CA of the file has not signed') }]);
    pca.on(GetCertificateAuthorityCertificateCommand).rejects(rejection('InvalidStateException'));
    expect(await check('organisation')).toEqual([
      {
        path: 'certificateAuthority',
        problem: expect.stringContaining('the root of the CA of the file cannot be read'),
        remedy: expect.stringMatching(/into a file root\.pem and make it \(`aws secretsmanager create-secret /),
      },
    ]);
  });

  test.each([
    ['another CA', { type: 'acm-pca', arn }, 'certificateAuthority', 'CN=somebody has signed it'],
    ['a root of its own', { type: 'self-signed' }, 'certificateAuthority', 'CN=somebody has signed it'],
  ])('keeps it, and a file that names %s since is warned', async (_, certificateAuthority, where, problem) => {
    kept();
    const asked = environment({ purpose: 'testing', certificateAuthority });

    expect(await checkCertificateAuthority(asked, await signed('somebody'))).toEqual({
      problems: [],
      warnings: [{ path: where, problem: expect.stringContaining(problem), remedy: expect.stringContaining('write who has signed it') }],
    });
    expect((await checkCertificateAuthority(asked, { ...(await signed('somebody')), intent: 'scale' })).warnings).toEqual([]);
  });

  test('keeps it as long as it is valid, and a file that asks for other days since is warned', async () => {
    kept();
    const warned = async (validityDays: number) => {
      const asked = environment({ certificateAuthority: { type: 'acm-pca', arn, validityDays } });
      return (await checkCertificateAuthority(asked, await signed('organisation'))).warnings;
    };

    expect(await warned(7305)).toEqual([]);
    expect(await warned(3650)).toMatchObject([
      { path: 'certificateAuthority.validityDays', problem: expect.stringContaining('until 2046-01-01T00:00:00.000Z') },
    ]);
  });
});

describe('a CA of another account', () => {
  const foreign = arn.replace('123456789012', '999988887777');
  const denied = (why: string) => {
    const message = `User: arn:role is not authorized to perform: acm-pca:DescribeCertificateAuthority on resource: ${foreign} because ${why}`;
    pca.on(DescribeCertificateAuthorityCommand).rejects(rejection('AccessDeniedException', message));
  };

  test('is taken where it is shared', async () => {
    expect(await problemsOf(foreign)).toEqual([]);
  });

  test('is refused by the name of the share where it is not', async () => {
    denied('no resource-based policy allows the acm-pca:DescribeCertificateAuthority action');

    expect(await problemsOf(foreign)).toEqual([
      {
        path,
        problem: 'the account 999988887777 does not share this CA with the account 123456789012',
        remedy: `let the account 999988887777 share ${foreign} by AWS RAM with a permission that allows acm-pca:DescribeCertificateAuthority, acm-pca:GetCertificateAuthorityCertificate, acm-pca:IssueCertificate (template EndEntityCertificate/V1), acm-pca:GetCertificate, as AWSRAMDefaultPermissionCertificateAuthority does, and accept the share in this account`,
      },
    ]);
  });

  test('is refused where it is shared for less than its root', async () => {
    const message =
      'User: arn:role is not authorized because no resource-based policy allows the acm-pca:GetCertificateAuthorityCertificate action';
    pca.on(GetCertificateAuthorityCertificateCommand).rejects(rejection('AccessDeniedException', message));

    expect(await problemsOf(foreign)).toMatchObject([{ path, remedy: expect.stringContaining('AWS RAM') }]);
  });

  test('that the role may not read is no fault of the share', async () => {
    denied('no identity-based policy allows the acm-pca:DescribeCertificateAuthority action');

    await expect(problemsOf(foreign)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
