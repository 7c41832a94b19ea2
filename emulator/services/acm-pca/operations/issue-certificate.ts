import { createHash } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import { issueCertificate as sign } from '../../../pki/certificate.ts';
import { type CsrContent, readCsr } from '../../../pki/csr.ts';
import type { Hash } from '../../../pki/signing.ts';
import { X509Certificate } from '../../../pki/x509.ts';
import type { Operation } from '../../../service/service.ts';
import { type CertificateAuthority, type SigningAlgorithm, statusAt } from '../authority.ts';
import { serialNumber } from '../declared-authorities.ts';
import { type ApiPassthrough, passedThrough } from '../passthrough.ts';
import { onAuthority } from '../resources.ts';
import { revocationExtensions } from '../revocation-extensions.ts';
import type { AcmPcaPlace } from '../state.ts';
import { type Template, templateOf } from '../templates.ts';
import { type Validity, validityEnd } from '../validity.ts';

interface Input {
  CertificateAuthorityArn: string;
  Csr: Buffer;
  SigningAlgorithm: SigningAlgorithm;
  TemplateArn?: string;
  Validity: Validity;
  ValidityNotBefore?: Validity;
  IdempotencyToken?: string;
  ApiPassthrough?: ApiPassthrough;
}

const tokenLifetime = 5 * 60_000;
const backdated = 3600_000;
const shortLived = 7 * 24 * 3600_000;

/** Signs at once; GetCertificate shows the certificate when the service's time for it has passed. */
export const issueCertificate: Operation<Input, AcmPcaPlace> = {
  resources: onAuthority,
  async run(input, { place }) {
    const authority = place.acmPca.authority(input.CertificateAuthorityArn);
    const template = templateOf(input.TemplateArn);
    const status = statusAt(authority, place.clock.now());
    if (status !== (template.selfSigned && !authority.installed ? 'PENDING_CERTIFICATE' : 'ACTIVE')) {
      throw new AwsError(
        'InvalidStateException',
        `The certificate authority ${authority.arn} is not in a valid state for issuing certificates`,
      );
    }
    const token = input.IdempotencyToken;
    const earlier = token === undefined ? undefined : authority.tokens.get(token);
    if (earlier && place.clock.now() - earlier.at < tokenLifetime) return { CertificateArn: await earlier.issuing };
    const issuing = issue(place, authority, template, input);
    if (token !== undefined) {
      for (const [old, { at }] of authority.tokens) if (place.clock.now() - at >= tokenLifetime) authority.tokens.delete(old);
      authority.tokens.set(token, { at: place.clock.now(), issuing });
      issuing.catch(() => authority.tokens.delete(token));
    }
    return { CertificateArn: await issuing };
  },
};

async function issue(place: AcmPcaPlace, authority: CertificateAuthority, template: Template, input: Input): Promise<string> {
  const now = place.clock.now();
  checkFamily(authority, input.SigningAlgorithm);
  const validity = validityOf(authority, input, now);
  const csrHash = createHash('sha256').update(input.Csr).digest('hex');
  const ordinal = authority.issuances.get(csrHash) ?? 0;
  authority.issuances.set(csrHash, ordinal + 1);
  const serialHex = serialNumber(place, authority.arn, csrHash, ordinal);
  const csr = await readRequest(input.Csr);
  const { subject, extensions } = passedThrough(template, csr, input.ApiPassthrough);
  const issuer = template.selfSigned && !authority.installed ? undefined : await authority.installed!.certificate();
  const certificate = await sign({
    subject,
    issuer: issuer === undefined ? subject : new Uint8Array(new X509Certificate(issuer).subjectName.toArrayBuffer()),
    publicKey: csr.publicKey,
    signingKey: authority.key(),
    serialHex,
    ...validity,
    ca: template.ca,
    pathLength: template.pathLength,
    criticalConstraints: template.criticalConstraints,
    keyUsages: template.keyUsages,
    extendedKeyUsages: template.extendedKeyUsages,
    criticalExtendedKeyUsages: template.criticalExtendedKeyUsages,
    // a certificate that signs itself cannot be revoked, and names no other key
    extensions: template.selfSigned ? extensions : [...extensions, ...revocationExtensions(place, authority, serialHex)],
    authorityKeyIdentifier: !template.selfSigned,
    hash: `SHA-${input.SigningAlgorithm.slice(3, 6)}` as Hash,
  });
  const arn = `${authority.arn}/certificate/${serialHex}`;
  const chain = issuer === undefined ? '' : [issuer, (await authority.installed?.chain?.()) ?? ''].join('');
  const issued = { arn, serialHex, certificate, chain, issued: false, revoked: false, selfSigned: template.selfSigned === true };
  authority.issued.set(arn, issued);
  const seconds = place.duration('issueCertificate', authority.arn, csrHash, ordinal);
  place.work.record(`issue certificate ${serialHex}`, now, now + seconds * 1000);
  place.clock.after('drive', seconds, `issue certificate ${serialHex}`, () => {
    issued.issued = true;
  });
  return arn;
}

function checkFamily(authority: CertificateAuthority, algorithm: SigningAlgorithm): void {
  const family = authority.configuration.KeyAlgorithm.startsWith('RSA') ? 'RSA' : 'ECDSA';
  if (algorithm.endsWith(`WITH${family}`)) return;
  throw new AwsError(
    'InvalidArgsException',
    `The signing algorithm ${algorithm} does not match the CA's key algorithm ${authority.configuration.KeyAlgorithm}`,
  );
}

function validityOf(authority: CertificateAuthority, input: Input, now: number): { notBefore: Date; notAfter: Date } {
  const start = input.ValidityNotBefore;
  if (start && start.Type !== 'ABSOLUTE' && start.Type !== 'END_DATE') {
    throw new AwsError('InvalidArgsException', `ValidityNotBefore takes ABSOLUTE or END_DATE, not ${start.Type}`);
  }
  const notBefore = start ? validityEnd(start, now) : new Date(now - backdated);
  const notAfter = validityEnd(input.Validity, now);
  if (notAfter.getTime() <= Math.max(now, notBefore.getTime())) {
    throw new AwsError('ValidationException', 'The certificate validity specified ends before it begins or in the past.');
  }
  if (authority.installed && notAfter > authority.installed.notAfter) {
    throw new AwsError('ValidationException', 'The certificate validity specified exceeds the certificate authority validity.');
  }
  if (authority.usageMode === 'SHORT_LIVED_CERTIFICATE' && notAfter.getTime() - now > shortLived) {
    throw new AwsError(
      'ValidationException',
      'The certificate validity specified exceeds 7 days, the limit of a short-lived certificate CA.',
    );
  }
  return { notBefore, notAfter };
}

async function readRequest(text: Buffer): Promise<CsrContent> {
  const csr = await readCsr(text.toString()).catch(() => undefined);
  if (!csr) throw new AwsError('MalformedCSRException', 'The certificate signing request is invalid.');
  if (!csr.selfSigned) throw new AwsError('MalformedCSRException', 'The signature of the certificate signing request is invalid.');
  return csr;
}
