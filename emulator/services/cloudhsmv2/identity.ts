import { createPublicKey } from 'node:crypto';
import { issueCertificate } from '../../pki/certificate.ts';
import { createCsr } from '../../pki/csr.ts';
import { seededRsaKey } from '../../pki/rsa-key.ts';
import type { Place } from '../../service/place.ts';
import type { Cluster } from './cluster.ts';
import { hardwareCertificate } from './hardware/certificates.ts';
import { applianceKey, applianceName } from './hardware/manufacture.ts';

const years = 10;

/** What a cluster's first HSM shows of itself: its certificate in two chains, and the CSR for the same key. Each HSM has its own key. */
export async function identify(place: Place, hsmId: string): Promise<Cluster['certificates']> {
  const key = seededRsaKey(place.random, 2048, 'hsm-identity', hsmId);
  const partition = 1 + Math.floor(32 * place.random.fraction('partition', hsmId));
  const subject = [
    {
      C: ['US'],
      ST: ['CA'],
      O: ['Cavium'],
      OU: ['N3FIPS'],
      L: ['SanJose'],
      CN: [`HSM:3.0G1801-ICM000240:PARTN:${partition}, for FIPS mode`],
    },
  ];
  const notBefore = place.clock.date();
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notBefore.getUTCFullYear() + years);
  const hsmCertificate = await issueCertificate({
    subject,
    issuer: applianceName,
    publicKey: createPublicKey(key),
    signingKey: applianceKey(),
    serialHex: place.random.hex(32, 'hsm-certificate', hsmId),
    notBefore,
    notAfter,
    ca: false,
  });
  return {
    clusterCsr: await createCsr({ subject, key }),
    hsmCertificate,
    awsHardwareCertificate: hardwareCertificate('aws-hardware.pem'),
    manufacturerHardwareCertificate: hardwareCertificate('manufacturer-hardware.pem'),
  };
}
