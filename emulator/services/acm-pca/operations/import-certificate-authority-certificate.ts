import { createPublicKey, X509Certificate } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { setStatus } from '../authority.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

interface Input {
  CertificateAuthorityArn: string;
  Certificate: Buffer;
  CertificateChain?: Buffer;
}

/** Installs a CA's certificate, which makes it ACTIVE. */
export const importCertificateAuthorityCertificate: Operation<Input, AcmPcaPlace> = {
  resources: onAuthority,
  run(input, { place }) {
    const states = ['PENDING_CERTIFICATE', 'ACTIVE', 'DISABLED', 'EXPIRED'];
    const authority = place.acmPca.authorityIn(states, input.CertificateAuthorityArn, 'import a certificate');
    const [certificate, ...others] = certificatesIn(input.Certificate);
    const chain = certificatesIn(input.CertificateChain ?? Buffer.alloc(0));
    if (!certificate || others.length > 0) throw malformed('The certificate must be exactly one certificate in PEM form.');
    if (!certificate.ca) throw malformed('The certificate is not a CA certificate.');
    if (!certificate.publicKey.equals(createPublicKey(authority.key()))) {
      throw new AwsError('CertificateMismatchException', 'The certificate does not match the private key of the certificate authority.');
    }
    if (authority.type === 'ROOT' && chain.length > 0) {
      throw new AwsError('InvalidRequestException', 'A certificate chain must not be given for a root certificate authority.');
    }
    if (authority.type === 'SUBORDINATE' && chain.length === 0) {
      throw new AwsError('InvalidRequestException', 'A certificate chain must be given for a subordinate certificate authority.');
    }
    const path = [certificate, ...chain];
    path.forEach((link, index) => {
      const issuer = path[index + 1] ?? link;
      if (!link.verify(issuer.publicKey)) throw malformed('The certificate chain does not lead to a self-signed root.');
    });
    const pem = `${certificate.toString().trimEnd()}\n`;
    const chainPem = chain.map((link) => `${link.toString().trimEnd()}\n`).join('');
    authority.installed = {
      serialHex: certificate.serialNumber.toLowerCase(),
      notBefore: new Date(certificate.validFrom),
      notAfter: new Date(certificate.validTo),
      certificate: async () => pem,
      ...(chainPem && { chain: async () => chainPem }),
    };
    setStatus(authority, 'ACTIVE', place.clock.now());
  },
};

function certificatesIn(text: Buffer): X509Certificate[] {
  const blocks = text.toString().match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw malformed('The certificate cannot be parsed.');
  }
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedCertificateException', message);
}
