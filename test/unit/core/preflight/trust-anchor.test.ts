import { GetCertificateAuthorityCertificateCommand } from '@aws-sdk/client-acm-pca';
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import type { Facts } from '../../../../core/preflight/facts.ts';
import { checkTrustAnchor } from '../../../../core/preflight/trust-anchor.ts';
import { recordSigned } from '../../../../core/record/signed-item.ts';
import { emptyAccount, healthyAccount, standing } from '../../account.ts';
import { pca, secretsManager } from '../../aws.ts';
import { certify } from '../../certificates.ts';
import { environment } from '../../environments.ts';
import { emptyRecord } from '../../record.ts';
import { rejection, serverFault } from '../../service-errors.ts';

const name = 'cloudhsm-lifecycle/dev/production/trust-anchor';
const Tags = [
  { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
  { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
];

function kept(SecretString: string, changes: object = {}): void {
  secretsManager.on(DescribeSecretCommand, { SecretId: name }).resolves({ ARN: 'arn:trust-anchor', Tags, ...changes });
  secretsManager.on(GetSecretValueCommand, { SecretId: name }).resolves({ SecretString });
}

async function problems(facts: Facts = emptyAccount, changes: Record<string, unknown> = {}) {
  return (await checkTrustAnchor(environment(changes), facts)).problems;
}

/** A cluster whose certificate this owner's root has signed. */
async function signedBy(by: string): Promise<Facts> {
  return standing({ certificates: { cluster: await certify({ owner: 'cluster', by, ca: false }) } as never });
}

beforeEach(healthyAccount);

test('nothing is wrong where none is kept, or the root that is to sign, or the one that has signed', async () => {
  expect(await problems()).toEqual([]);
  kept(await certify({ owner: 'organisation' }));
  expect(await problems()).toEqual([]);
  expect(await problems(await signedBy('organisation'))).toEqual([]);
});

test('one that is scheduled for deletion is refused before anything is created', async () => {
  kept('', { DeletedDate: new Date() });

  expect(await problems()).toEqual([
    {
      path: 'certificateAuthority',
      problem: `the secret ${name} is scheduled for deletion`,
      remedy: `\`aws secretsmanager restore-secret --secret-id ${name}\`; if neither a cluster nor a backup was made with it, delete it for good instead`,
    },
  ]);
});

test.each([
  ['{"username":"root"}', 'it is not a certificate in PEM form'],
  [await certify({ owner: 'subordinate', by: 'organisation' }), 'it is not self-signed'],
])('one that is no root certificate is refused', async (text, problem) => {
  kept(text);

  expect(await problems()).toMatchObject([{ problem: `the secret ${name} cannot be a trust anchor: ${problem}` }]);
});

test('a root that has not signed the certificate of the cluster is refused, and the file says how the right one gets there', async () => {
  kept(await certify({ owner: 'another' }));

  expect(await problems(await signedBy('organisation'))).toEqual([
    {
      path: 'certificateAuthority',
      problem: `the secret ${name} is not the root that signed the cluster's certificate`,
      remedy: expect.stringContaining(`\`aws secretsmanager put-secret-value --secret-id ${name} --secret-string file://root.pem\``),
    },
  ]);
});

test('before there is a certificate, the root of another CA is one of a cluster of before', async () => {
  kept(await certify({ owner: 'another' }));

  expect(await problems()).toMatchObject([{ problem: `the secret ${name} is the root of another CA, kept for a cluster of before` }]);
  expect(await problems(emptyAccount, { purpose: 'testing', certificateAuthority: { type: 'self-signed' } })).toEqual([]);
});

test('the root that was made for the cluster takes the place of one of a cluster of before', async () => {
  emptyRecord();
  kept(await certify({ owner: 'another' }));
  const selfSigned = { purpose: 'testing', certificateAuthority: { type: 'self-signed' } };
  expect(await problems(await signedBy('own'), selfSigned)).toHaveLength(1);

  await recordSigned('production', { csrSha256: 'csr', certificate: 'signed', trustAnchor: await certify({ owner: 'own' }) });
  expect(await problems(await signedBy('own'), selfSigned)).toEqual([]);
  expect(await problems(await signedBy('own'))).toHaveLength(1);
});

test('a CA that cannot be read is the concern of its own check', async () => {
  kept(await certify({ owner: 'another' }));
  pca.on(GetCertificateAuthorityCertificateCommand).rejects(rejection('AccessDeniedException'));

  expect(await problems()).toEqual([]);
});

test('of a CA that gives no answer nothing is known', async () => {
  kept(await certify({ owner: 'another' }));
  pca.on(GetCertificateAuthorityCertificateCommand).rejects(serverFault('InternalFailure'));

  await expect(problems()).rejects.toMatchObject({ name: 'TransientServiceError' });
});
