import { beforeAll, expect, test } from 'vitest';
import { type CertificateEvidence, checkClusterCertificate } from '../../../../core/pki/cluster-certificate.ts';
import { certify, csrOf } from '../../certificates.ts';

const now = '2026-06-01T00:00:00Z';
let good: CertificateEvidence;

beforeAll(async () => {
  const [certificate, trustAnchor, csr] = await Promise.all([
    certify({ owner: 'HSM', by: 'organisation', ca: false, from: '2026-05-01T00:00:00Z', to: '2036-05-01T00:00:00Z' }),
    certify({ owner: 'organisation' }),
    csrOf('HSM'),
  ]);
  good = { clusterId: 'cluster-1', certificate, trustAnchor, csr, now };
});

test.each([
  ['now', now],
  ['from this second on', '2026-05-01T00:00:00Z'],
  ['for this second still', '2036-05-01T00:00:00Z'],
])("accepts the CSR's certificate, signed by the trust anchor and valid %s", (_, at) => {
  expect(() => checkClusterCertificate({ ...good, now: at })).not.toThrow();
});

test.each<[string, () => Promise<Partial<CertificateEvidence>>, string]>([
  [
    "another key's certificate",
    async () => ({ certificate: await certify({ owner: 'somebody', by: 'organisation', ca: false }) }),
    "its public key is not the CSR's",
  ],
  [
    'one that another CA has signed',
    async () => ({ certificate: await certify({ owner: 'HSM', by: 'somebody', ca: false }) }),
    'it is not signed by the trust anchor O=Example Corp, CN=organisation',
  ],
  ['one that is signed by itself', async () => ({ certificate: await certify({ owner: 'HSM' }) }), 'it is not signed by the trust anchor'],
  ['one that is not valid yet', async () => ({ now: '2026-04-30T23:59:59Z' }), 'it is valid from May  1 00:00:00 2026 GMT'],
  ['one that is no longer valid', async () => ({ now: '2036-05-01T00:00:01Z' }), 'to May  1 00:00:00 2036 GMT only'],
  ['what is no certificate', async () => ({ certificate: 'none' }), 'it is not a certificate in PEM form'],
  ['a trust anchor that is no certificate', async () => ({ trustAnchor: '' }), 'the trust anchor is not a certificate in PEM form'],
])('refuses %s', async (_, exchange, problem) => {
  const evidence = { ...good, ...(await exchange()) };

  expect(() => checkClusterCertificate(evidence)).toThrow(
    expect.objectContaining({
      name: 'CertificateRefused',
      details: {
        doing: 'checking the signed certificate',
        to: 'cluster-1',
        problem: expect.stringContaining(problem),
        remedy: expect.stringContaining('nothing was initialized'),
      },
    }),
  );
});
