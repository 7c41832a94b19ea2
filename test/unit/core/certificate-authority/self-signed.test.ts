import { X509Certificate } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { SelfSignedSigner } from '../../../../core/certificate-authority/self-signed-signer.ts';
import { SignedOnRecord } from '../../../../core/certificate-authority/signed-on-record.ts';
import { checkClusterCertificate } from '../../../../core/pki/cluster-certificate.ts';
import { trustAnchorProblems } from '../../../../core/pki/trust-anchor.ts';
import { folderWith, openssl, runOpenssl } from '../../../foreign-tools/openssl.ts';
import { needs } from '../../../foreign-tools/tool.ts';
import { csrOf } from '../../certificates.ts';
import { now } from '../../executions.ts';
import { emptyRecord, stored } from '../../record.ts';

let csr: string;

beforeAll(async () => {
  csr = await csrOf('HSM');
});

beforeEach(emptyRecord);

test('signs the CSR with a root of its own that CloudHSM and KMS take, and keeps no key', async () => {
  const signer = new SelfSignedSigner('testing', 365);

  expect(await signer.request(csr, 'aa11', now)).toBe('aa11');
  const ca = new SignedOnRecord('testing');
  const [certificate, trustAnchor] = [(await ca.fetch('aa11'))!, await ca.trustAnchor()];
  checkClusterCertificate({ clusterId: 'cluster-1', certificate, trustAnchor, csr, now });
  expect(trustAnchorProblems(trustAnchor)).toEqual([]);
  expect(new X509Certificate(trustAnchor).subject).toBe('CN=cloudhsm-lifecycle testing root');
  expect(new X509Certificate(certificate).validToDate).toEqual(new Date('2027-01-01T00:10:00Z'));
  expect(new X509Certificate(certificate).subject).toContain('for FIPS mode');
  const kept = JSON.stringify(stored('signed', 'testing'));
  expect(kept).not.toContain('PRIVATE');
  expect(kept.length).toBeLessThan(4096);
});

test('openssl finds nothing wrong with either certificate, and the name of the HSM in one of them', async (context) => {
  needs(context, openssl);
  const signer = new SelfSignedSigner('testing', 36_500);
  await signer.request(csr, 'aa11', now);
  const files = { 'root.pem': await signer.trustAnchor(), 'certificate.pem': (await signer.fetch('aa11'))!, 'csr.pem': csr };
  const folder = folderWith(files);

  expect(runOpenssl(folder, 'verify -check_ss_sig -CAfile root.pem certificate.pem')).toBe('certificate.pem: OK\n');
  const subject = runOpenssl(folder, 'x509 -in certificate.pem -noout -subject');
  expect(subject).toBe(runOpenssl(folder, 'req -in csr.pem -noout -subject'));
  expect(runOpenssl(folder, 'x509 -in root.pem -noout -ext basicConstraints,keyUsage')).toMatch(
    /critical\n.*CA:TRUE, pathlen:0\n.*critical\n.*Certificate Sign\n/,
  );
  expect(new X509Certificate(files['root.pem']).validToDate.getUTCFullYear()).toBeGreaterThan(2120);
});

test('a certificate that ends in 2050, the first year that is written otherwise, ends then', async () => {
  const days = (Date.parse('2050-07-01T00:10:00Z') - Date.parse(now)) / 86_400_000;
  const signer = new SelfSignedSigner('testing', days);
  await signer.request(csr, 'aa11', now);

  expect(new X509Certificate((await signer.fetch('aa11'))!).validToDate).toEqual(new Date('2050-07-01T00:10:00Z'));
});

test('a repeated step gets the same certificate; another CSR gets another', async () => {
  const signer = new SelfSignedSigner('testing');

  await signer.request(csr, 'aa11', now);
  const first = stored('signed', 'testing');
  await signer.request(csr, 'aa11', now);
  expect(stored('signed', 'testing')).toEqual(first);

  await signer.request(await csrOf('another HSM'), 'bb22', now);
  expect(await signer.fetch('aa11')).toBeUndefined();
  expect(await signer.fetch('bb22')).toContain('BEGIN CERTIFICATE');
});

test('says what to do where the root is gone', async () => {
  await expect(new SignedOnRecord('testing').trustAnchor()).rejects.toMatchObject({
    name: 'TrustAnchorRefused',
    details: {
      problem: 'the record knows none',
      remedy: expect.stringContaining('make the secret first (`aws secretsmanager create-secret --name cloudhsm-lifecycle/'),
    },
  });
});
