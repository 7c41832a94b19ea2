import { createPublicKey, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Seeded } from '../../../kernel/seeded.ts';
import { issueCertificate } from '../../../pki/certificate.ts';
import type { DistinguishedName } from '../../../pki/distinguished-name.ts';
import { seededRsaKey } from '../../../pki/rsa-key.ts';

/**
 * Makes what comes with the hardware and not with an account: the two roots that an operator downloads, and the two certificates
 * of the appliance, one from each. It depends on no place's seed, as the real roots are everybody's, so that an environment file can pin
 * them. The result is kept beside this file; `node emulator/services/cloudhsmv2/hardware/manufacture.ts` writes it again.
 */
export async function manufacture(): Promise<Record<HardwareFile, string>> {
  const aws = root('aws-root', [{ C: ['US'] }, { O: ['Amazon'] }, { OU: ['AWS CloudHSM'] }, { CN: ['Local AWS CloudHSM Root G1'] }]);
  const manufacturer = root('manufacturer-root', [
    { C: ['US'], ST: ['CA'], L: ['San Jose'], O: ['Cavium'], OU: ['LiquidSecurity'], CN: ['Local LiquidSecurity Root CA'] },
  ]);
  const notBefore = new Date('2017-08-01T00:00:00Z');
  const notAfter = new Date('2047-08-01T00:00:00Z');
  const certify = (subject: DistinguishedName, key: KeyObject, issuer: Root, serialHex: string, pathLength: number) =>
    issueCertificate({
      subject,
      issuer: issuer.name,
      publicKey: createPublicKey(key),
      signingKey: issuer.key,
      serialHex,
      notBefore,
      notAfter,
      ca: true,
      pathLength,
    });
  return {
    'aws-root.pem': await certify(aws.name, aws.key, aws, '01', 1),
    'manufacturer-root.pem': await certify(manufacturer.name, manufacturer.key, manufacturer, '01', 1),
    'aws-hardware.pem': await certify(applianceName, applianceKey(), aws, '4a57', 0),
    'manufacturer-hardware.pem': await certify(applianceName, applianceKey(), manufacturer, '3115', 0),
  };
}

export type HardwareFile = 'aws-root.pem' | 'manufacturer-root.pem' | 'aws-hardware.pem' | 'manufacturer-hardware.pem';

/** The subject of both hardware certificates, and the issuer of every HsmCertificate. */
export const applianceName: DistinguishedName = [
  { C: ['US'], ST: ['CA'], O: ['Cavium'], OU: ['N3FIPS'], L: ['SanJose'], CN: ['HSM:3.0G1801-ICM000240, for FIPS mode'] },
];

let appliance: KeyObject | undefined;

/** The key that both hardware certificates certify and that signs every HsmCertificate. */
export function applianceKey(): KeyObject {
  appliance ??= fixedKey('appliance');
  return appliance;
}

interface Root {
  name: DistinguishedName;
  key: KeyObject;
}

function root(purpose: string, name: DistinguishedName): Root {
  return { name, key: fixedKey(purpose) };
}

function fixedKey(purpose: string): KeyObject {
  return seededRsaKey(new Seeded(0), 2048, 'hardware', purpose);
}

async function keep(): Promise<void> {
  for (const [file, pem] of Object.entries(await manufacture())) writeFileSync(new URL(file, import.meta.url), pem);
}

// without `await`: nothing could require() what imports this
if (import.meta.main) void keep();
