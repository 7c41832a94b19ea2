import { expect, test } from 'vitest';
import { certificateRefusal } from '../../../../core/people/certificate-refusal.ts';
import { certify, csrOf, fingerprint, rsaKey } from '../../certificates.ts';

const now = '2026-06-01T00:00:00Z';
const brought = async (changes: { certificate?: string; trustAnchor?: string; kept?: string } = {}) => ({
  clusterId: 'cluster-1',
  csr: await csrOf('HSM'),
  certificate: await certify({ owner: 'HSM', by: 'organisation', ca: false }),
  trustAnchor: await certify({ owner: 'organisation' }),
  kept: undefined,
  now,
  ...changes,
});

test('a certificate for the CSR by a root that can be a trust anchor passes', async () => {
  expect(certificateRefusal(await brought())).toBeUndefined();
});

test('so it does with the root that is kept already', async () => {
  const kept = fingerprint(await certify({ owner: 'organisation' }));

  expect(certificateRefusal(await brought({ kept }))).toBeUndefined();
});

test.each<[string, () => Promise<Parameters<typeof brought>[0]>, string]>([
  [
    'for another key',
    async () => ({ certificate: await certify({ owner: 'another HSM', by: 'organisation', ca: false }) }),
    "its public key is not the CSR's",
  ],
  [
    'by somebody else',
    async () => ({ certificate: await certify({ owner: 'HSM', by: 'somebody', ca: false }) }),
    'it is not signed by the trust anchor',
  ],
  [
    'that is over',
    async () => ({ certificate: await certify({ owner: 'HSM', by: 'organisation', ca: false, to: '2026-05-01T00:00:00Z' }) }),
    'it is valid from',
  ],
  ['by a subordinate', async () => ({ trustAnchor: await certify({ owner: 'organisation', by: 'somebody' }) }), 'it is not self-signed'],
  ['by a root that is no CA', async () => ({ trustAnchor: await certify({ owner: 'organisation', ca: false }) }), 'do not make it a CA'],
  [
    'by a root with a short key',
    async () => ({ trustAnchor: await certify({ owner: 'organisation', key: rsaKey(1024) }) }),
    'its RSA key has 1024 bits',
  ],
  [
    'by another root than the one that is kept',
    async () => ({ kept: 'ab'.repeat(32) }),
    `another than the trust anchor that is kept, whose SHA-256 is ${'ab'.repeat(32)}`,
  ],
])('one %s does not', async (_, changes, problem) => {
  expect(certificateRefusal(await brought(await changes()))).toContain(problem);
});
