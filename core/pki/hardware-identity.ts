import { X509Certificate } from 'node:crypto';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { csrHash, csrPublicKey } from './csr.ts';
import { sha256 } from './fingerprint.ts';

/** PEM texts. The roots come from the operator, never from the API that shows the others. */
export interface HardwareEvidence {
  clusterId: string;
  csr: string;
  hsm: string;
  awsHardware: string;
  manufacturerHardware: string;
  awsRoot: string;
  manufacturerRoot: string;
}

interface HardwareIdentity {
  csrSha256: string;
  /** As the HSM's certificate names it. */
  hsmSerial: string;
  awsRootSha256: string;
  manufacturerRootSha256: string;
}

/**
 * Proves that a CSR was made by genuine hardware: HSM certificate → AWS hardware certificate → AWS root, HSM certificate →
 * manufacturer hardware certificate → manufacturer root, and the CSR's key is the HSM certificate's.
 *
 * @throws LifecycleError HardwareIdentityRefused
 */
export function verifyHardwareIdentity(evidence: HardwareEvidence): HardwareIdentity {
  const hsm = certificate(evidence, 'HsmCertificate', evidence.hsm);
  const awsHardware = certificate(evidence, 'AwsHardwareCertificate', evidence.awsHardware);
  const manufacturerHardware = certificate(evidence, 'ManufacturerHardwareCertificate', evidence.manufacturerHardware);
  const awsRoot = certificate(evidence, 'the AWS root', evidence.awsRoot);
  const manufacturerRoot = certificate(evidence, 'the manufacturer root', evidence.manufacturerRoot);
  signed(evidence, 'HsmCertificate', hsm, 'AwsHardwareCertificate', awsHardware);
  signed(evidence, 'AwsHardwareCertificate', awsHardware, 'the AWS root', awsRoot);
  signed(evidence, 'HsmCertificate', hsm, 'ManufacturerHardwareCertificate', manufacturerHardware);
  signed(evidence, 'ManufacturerHardwareCertificate', manufacturerHardware, 'the manufacturer root', manufacturerRoot);
  if (!csrPublicKey(evidence.csr).equals(hsm.publicKey)) throw refusal(evidence, "the CSR's public key is not the HSM certificate's");
  return {
    csrSha256: csrHash(evidence.csr),
    hsmSerial: serialIn(hsm.subject),
    awsRootSha256: sha256(awsRoot),
    manufacturerRootSha256: sha256(manufacturerRoot),
  };
}

/** The common name is `HSM:SERIAL:PARTN:NUMBER, for FIPS mode`; one of another form is told whole. */
function serialIn(subject: string): string {
  return /HSM:([^:,\n]+)/.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
}

function certificate(evidence: HardwareEvidence, name: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw refusal(evidence, `${name} is not a certificate in PEM form`);
  }
}

function signed(evidence: HardwareEvidence, name: string, subject: X509Certificate, issuerName: string, issuer: X509Certificate): void {
  if (!subject.verify(issuer.publicKey)) throw refusal(evidence, `${name} is not signed by ${issuerName}`);
}

function refusal({ clusterId }: HardwareEvidence, problem: string): LifecycleError {
  return new LifecycleError('HardwareIdentityRefused', {
    doing: 'verifying the hardware',
    to: clusterId,
    problem,
    remedy:
      'check the two hardware roots of the deployment (docs/operations.md, "Hardware roots"); where one is wrong, deploy the right one and start the workflow again; if both are right, do not sign the CSR and ask AWS Support',
  });
}
