import { beforeAll, expect, test } from 'vitest';
import { type HardwareEvidence, verifyHardwareIdentity } from '../../../../core/pki/hardware-identity.ts';
import { certify, csrOf, fingerprint, hardware } from '../../certificates.ts';

let genuine: HardwareEvidence;

beforeAll(async () => {
  genuine = { clusterId: 'cluster-1', ...(await hardware()) };
});

test('accepts two chains up to the two roots, and the CSR of that very HSM', () => {
  expect(verifyHardwareIdentity(genuine)).toEqual({
    csrSha256: fingerprint(genuine.csr),
    hsmSerial: 'O=Example Corp, CN=HSM',
    awsRootSha256: fingerprint(genuine.awsRoot),
    manufacturerRootSha256: fingerprint(genuine.manufacturerRoot),
  });
});

test.each<[string, () => Promise<Partial<HardwareEvidence>>, string]>([
  [
    'an HSM that the hardware has not signed for',
    async () => ({ hsm: await certify({ owner: 'HSM', by: 'somebody', ca: false }) }),
    'HsmCertificate is not signed by AwsHardwareCertificate',
  ],
  [
    'hardware that AWS has not signed for',
    async () => ({ awsHardware: await certify({ owner: 'hardware', by: 'somebody' }) }),
    'AwsHardwareCertificate is not signed by the AWS root',
  ],
  [
    'hardware that the manufacturer has not signed for',
    async () => ({ manufacturerHardware: await certify({ owner: 'hardware', by: 'somebody' }) }),
    'ManufacturerHardwareCertificate is not signed by the manufacturer root',
  ],
  [
    "another hardware's manufacturer certificate",
    async () => ({ manufacturerHardware: await certify({ owner: 'other hardware', by: 'manufacturer root' }) }),
    'HsmCertificate is not signed by ManufacturerHardwareCertificate',
  ],
  [
    'roots that are exchanged',
    async () => ({ awsRoot: genuine.manufacturerRoot, manufacturerRoot: genuine.awsRoot }),
    'AwsHardwareCertificate is not signed by the AWS root',
  ],
  [
    'a root of the same name with another key',
    async () => ({ awsRoot: (await certify({ owner: 'AWS root', by: 'AWS root' })) && (await certify({ owner: 'impostor' })) }),
    'AwsHardwareCertificate is not signed by the AWS root',
  ],
  ['the CSR of another HSM', async () => ({ csr: await csrOf('another HSM') }), "the CSR's public key is not the HSM certificate's"],
  ['no HSM certificate', async () => ({ hsm: '' }), 'HsmCertificate is not a certificate in PEM form'],
  [
    'no manufacturer certificate',
    async () => ({ manufacturerHardware: '' }),
    'ManufacturerHardwareCertificate is not a certificate in PEM form',
  ],
])('refuses %s', async (_, exchange, problem) => {
  const evidence = { ...genuine, ...(await exchange()) };

  expect(() => verifyHardwareIdentity(evidence)).toThrow(
    expect.objectContaining({
      name: 'HardwareIdentityRefused',
      details: { doing: 'verifying the hardware', to: 'cluster-1', problem, remedy: expect.stringContaining('do not sign the CSR') },
    }),
  );
});
