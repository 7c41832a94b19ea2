import { createPublicKey, type KeyObject } from 'node:crypto';
import { Seeded } from '../../../emulator/kernel/seeded.ts';
import { issueCertificate } from '../../../emulator/pki/certificate.ts';
import { readCsr } from '../../../emulator/pki/csr.ts';
import type { DistinguishedName } from '../../../emulator/pki/distinguished-name.ts';
import { seededRsaKey } from '../../../emulator/pki/rsa-key.ts';

const name: DistinguishedName = [{ O: ['Example Corp'] }, { CN: ['Example HSM Root'] }];
const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2046-01-01T00:00:00Z') };
const key = seededRsaKey(new Seeded(11), 2048, 'organisation');

/** The organisation that owns a cluster: its root, and its signature on a CSR. */
export const organisation = {
  key,
  name,
  validity,
  root: () => certify({ subject: name, publicKey: createPublicKey(key), ca: true }),
  async sign(csr: string): Promise<string> {
    const { subject, publicKey } = await readCsr(csr);
    return certify({ subject, publicKey, ca: false });
  },
};

function certify(wanted: { subject: DistinguishedName; publicKey: KeyObject; ca: boolean }) {
  return issueCertificate({ ...wanted, ...validity, issuer: name, signingKey: key, serialHex: '1234' });
}
