import { X509Certificate as Read } from 'node:crypto';
import { type ApiPassthrough, GetCertificateCommand, IssueCertificateCommand } from '@aws-sdk/client-acm-pca';
import { describe, expect, it } from 'vitest';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  X509Certificate,
} from '../../../emulator/pki/x509.ts';
import { defaultArn, privateCa } from './private-ca.ts';

const serverAuth = '1.3.6.1.5.5.7.3.1';
const emailProtection = '1.3.6.1.5.5.7.3.4';

async function csr() {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const extensions = [
    new SubjectAlternativeNameExtension([{ type: 'dns', value: 'csr.example.com' }]),
    new KeyUsagesExtension(KeyUsageFlags.keyAgreement, true),
    new BasicConstraintsExtension(true, 5, true),
  ];
  const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const made = await Pkcs10CertificateRequestGenerator.create({ name: 'CN=csr', keys, signingAlgorithm, extensions });
  return Buffer.from(made.toString('pem'));
}

async function issued(template: string, asked?: ApiPassthrough) {
  const { home, pca } = await privateCa();
  const { CertificateArn } = await pca.send(
    new IssueCertificateCommand({
      CertificateAuthorityArn: defaultArn,
      Csr: await csr(),
      SigningAlgorithm: 'SHA256WITHRSA',
      TemplateArn: `arn:aws:acm-pca:::template/${template}/V1`,
      Validity: { Type: 'DAYS', Value: 10 },
      ApiPassthrough: asked,
    }),
  );
  await home.clock.idle();
  const { Certificate } = await pca.send(new GetCertificateCommand({ CertificateAuthorityArn: defaultArn, CertificateArn }));
  const certificate = new X509Certificate(Certificate!);
  return {
    subject: certificate.subject,
    names: new Read(Certificate!).subjectAltName,
    usages: certificate.getExtension(KeyUsagesExtension)?.usages,
    extended: certificate.getExtension(ExtendedKeyUsageExtension)?.usages,
    constraints: certificate.getExtension(BasicConstraintsExtension)!,
    extension: (oid: string) => certificate.getExtension(oid),
  };
}

const asked: ApiPassthrough = {
  Subject: { CommonName: 'api', CustomAttributes: undefined },
  Extensions: {
    KeyUsage: { NonRepudiation: true, CRLSign: false },
    ExtendedKeyUsage: [{ ExtendedKeyUsageType: 'EMAIL_PROTECTION' }, { ExtendedKeyUsageObjectIdentifier: '1.2.3.4' }],
    CertificatePolicies: [{ CertPolicyId: '2.23.140.1.2.1' }],
    SubjectAlternativeNames: [
      { DnsName: 'api.example.com' },
      { IpAddress: '10.0.0.1' },
      { Rfc822Name: 'a@example.com' },
      { UniformResourceIdentifier: 'urn:x' },
      { DirectoryName: { CommonName: 'named, too' } },
    ],
    CustomExtensions: [{ ObjectIdentifier: '1.3.6.1.4.1.99999.1', Value: 'BQA=', Critical: true }],
  },
};

describe('a certificate', () => {
  it('takes of request and CSR what a blank template lets in, the request’s first', async () => {
    const made = await issued('BlankEndEntityCertificate_APICSRPassthrough', asked);
    expect(made.subject).toBe('CN=api');
    expect(made.names).toMatch(/^DNS:api.example.com, IP Address:10.0.0.1, email:a@example.com, URI:urn:x, DirName:.*CN.*named.* too/);
    expect(made.usages).toBe(KeyUsageFlags.nonRepudiation);
    expect(made.extended).toEqual([emailProtection, '1.2.3.4']);
    expect(made.constraints).toMatchObject({ ca: false, critical: false });
    expect(made.extension('2.5.29.32')).not.toBeNull();
    expect(Buffer.from(made.extension('1.3.6.1.4.1.99999.1')!.value).toString('hex')).toBe('0500');
    expect(made.extension('1.3.6.1.4.1.99999.1')!.critical).toBe(true);
  });

  it('has what its template defines, whatever is asked for', async () => {
    const made = await issued('EndEntityServerAuthCertificate_APICSRPassthrough', asked);
    expect(made).toMatchObject({ subject: 'CN=api', extended: [serverAuth] });
    expect(made.usages).toBe(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment);
    expect(made.extension('1.3.6.1.4.1.99999.1')).not.toBeNull();
  });

  it('takes the names of the CSR alone, and nothing of the request, under a template without pass-through', async () => {
    const made = await issued('EndEntityCertificate', asked);
    expect(made).toMatchObject({ subject: 'CN=csr', names: 'DNS:csr.example.com' });
    expect(made.extension('2.5.29.32')).toBeNull();
  });

  it('takes the extensions of the CSR under a template that lets them in, Basic Constraints aside', async () => {
    const made = await issued('BlankSubordinateCACertificate_PathLen2_CSRPassthrough', asked);
    expect(made).toMatchObject({ subject: 'CN=csr', names: 'DNS:csr.example.com', usages: KeyUsageFlags.keyAgreement });
    expect(made.constraints).toMatchObject({ ca: true, pathLength: 2, critical: true });
    expect(made.extended).toBeUndefined();
  });

  it('may have to be refused by whoever does not know Basic Constraints', async () => {
    const made = await issued('BlankEndEntityCertificate_CriticalBasicConstraints_APIPassthrough');
    expect(made.constraints).toMatchObject({ ca: false, critical: true });
    expect(made).toMatchObject({ usages: undefined, names: 'DNS:csr.example.com' });
  });

  it.each<[string, ApiPassthrough['Extensions']]>([
    ['an address that is none', { SubjectAlternativeNames: [{ IpAddress: 'nowhere' }] }],
    ['a usage of no kind', { ExtendedKeyUsage: [{}] }],
    ['a name of no kind', { SubjectAlternativeNames: [{}] }],
    ['a name of a kind that is not here', { SubjectAlternativeNames: [{ OtherName: { TypeId: '1.2.3', Value: 'x' } }] }],
    [
      'qualifiers',
      { CertificatePolicies: [{ CertPolicyId: '1.2.3', PolicyQualifiers: [{ PolicyQualifierId: 'CPS', Qualifier: { CpsUri: 'x' } }] }] },
    ],
  ])('is not made of %s', async (_, Extensions) => {
    await expect(issued('BlankEndEntityCertificate_APIPassthrough', { Extensions })).rejects.toMatchObject({
      name: 'InvalidArgsException',
    });
  });

  it.each(['NoSuchCertificate', 'constructor', 'RootCACertificate_CSRPassthrough', 'BlankEndEntityCertificate'])(
    'is not made by a template %s, which there is not',
    async (template) => {
      await expect(issued(template)).rejects.toMatchObject({ name: 'InvalidArgsException' });
    },
  );
});
