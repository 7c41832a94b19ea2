import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACMPCAClient,
  GetCertificateAuthorityCertificateCommand,
  GetCertificateCommand,
  IssueCertificateCommand,
  type IssueCertificateCommandInput,
} from '@aws-sdk/client-acm-pca';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountFile } from '../../../emulator/kernel/account.ts';
import { Seeded } from '../../../emulator/kernel/seeded.ts';
import { createCsr } from '../../../emulator/pki/csr.ts';
import type { DistinguishedName } from '../../../emulator/pki/distinguished-name.ts';
import { seededRsaKey } from '../../../emulator/pki/rsa-key.ts';
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from '../../../emulator/pki/x509.ts';
import { folderWith, openssl, runOpenssl } from '../../foreign-tools/openssl.ts';
import { needs } from '../../foreign-tools/tool.ts';
import { connection, localAws } from '../../local-aws.ts';

const key = seededRsaKey(new Seeded(12), 2048, 'requester');
let csr: Buffer;

beforeAll(async () => {
  const subject: DistinguishedName = [
    { C: ['US'], ST: ['CA'], O: ['Cavium'] },
    { L: ['SanJose'], CN: ['HSM:A1B2C3:PARTN:12, for FIPS mode'] },
  ];
  csr = Buffer.from(await createCsr({ subject, key }));
});

async function authority(account: AccountFile = {}) {
  const emulator = await localAws({ account });
  const client = new ACMPCAClient(connection(emulator));
  const id = account.certificateAuthorities?.[0]?.id ?? '11111111-2222-4333-8444-555555555555';
  const CertificateAuthorityArn = emulator.home.arn('acm-pca', `certificate-authority/${id}`);
  const issue = (change: Partial<IssueCertificateCommandInput> = {}) =>
    client
      .send(
        new IssueCertificateCommand({
          CertificateAuthorityArn,
          Csr: csr,
          SigningAlgorithm: 'SHA256WITHRSA',
          Validity: { Type: 'DAYS', Value: 365 },
          ...change,
        }),
      )
      .then(({ CertificateArn }) => CertificateArn!);
  const get = (CertificateArn: string) => client.send(new GetCertificateCommand({ CertificateAuthorityArn, CertificateArn }));
  const own = () => client.send(new GetCertificateAuthorityCertificateCommand({ CertificateAuthorityArn }));
  return { emulator, client, issue, get, own };
}

describe('IssueCertificate', () => {
  it('signs the key of a CSR, and shows the chain', async () => {
    const { emulator, issue, get, own } = await authority();
    const arn = await issue();
    await emulator.home.clock.idle();
    const { Certificate, CertificateChain } = await get(arn);
    const root = await own();
    const certificate = new X509Certificate(Certificate!);
    expect(certificate.checkPrivateKey(key)).toBe(true);
    expect(certificate.verify(new X509Certificate(root.Certificate!).publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(arn.endsWith(`/certificate/${certificate.serialNumber.toLowerCase()}`)).toBe(true);
    expect(CertificateChain).toBe(root.Certificate);
    expect(root.CertificateChain).toBeUndefined();
  });

  it('signs a CSR of openssl with a multi-valued RDN and commas so that openssl verifies it, its subject unchanged', async (context) => {
    needs(context, openssl);
    const folder = folderWith();
    const subject = '/C=US/ST=CA/O=Cavium/OU=N3FIPS/L=SanJose+CN=HSM:A1B2C3:PARTN:12, for FIPS mode';
    runOpenssl(folder, 'req -new -newkey rsa:2048 -nodes -multivalue-rdn -keyout key.pem -out csr.pem -subj', subject);
    const { emulator, issue, get, own } = await authority();
    const arn = await issue({ Csr: readFileSync(join(folder, 'csr.pem')) });
    await emulator.home.clock.idle();
    writeFileSync(join(folder, 'certificate.pem'), (await get(arn)).Certificate!);
    writeFileSync(join(folder, 'root.pem'), (await own()).Certificate!);
    expect(runOpenssl(folder, 'verify -x509_strict -CAfile root.pem certificate.pem')).toContain('certificate.pem: OK');
    const subjectOf = (kind: string, name: string) =>
      runOpenssl(folder, `${kind} -in ${name} -noout -subject -nameopt dump_der,dump_all,sep_multiline`);
    expect(subjectOf('x509', 'certificate.pem')).toBe(subjectOf('req', 'csr.pem'));
    expect(subjectOf('req', 'csr.pem')).toContain('+');
    const publicKey = runOpenssl(folder, 'req -in csr.pem -noout -pubkey');
    expect(runOpenssl(folder, 'x509 -in certificate.pem -noout -pubkey')).toBe(publicKey);
  });

  it('copies the subject alternative name of the CSR', async () => {
    const { emulator, issue, get } = await authority();
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
    const extensions = [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'h.example.com' }])];
    const asked = await Pkcs10CertificateRequestGenerator.create({
      name: 'CN=leaf',
      keys,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      extensions,
    });
    const arn = await issue({ Csr: Buffer.from(asked.toString('pem')) });
    await emulator.home.clock.idle();
    expect(new X509Certificate((await get(arn)).Certificate!).subjectAltName).toBe('DNS:h.example.com');
  });

  it('puts what the end-entity template says into the certificate', async (context) => {
    needs(context, openssl);
    const { emulator, issue, get } = await authority();
    const arn = await issue({ SigningAlgorithm: 'SHA512WITHRSA' });
    await emulator.home.clock.idle();
    const folder = folderWith({ 'extensions.pem': (await get(arn)).Certificate! });
    const text = runOpenssl(folder, 'x509 -in extensions.pem -noout -text');
    expect(text).toContain('Signature Algorithm: sha512WithRSAEncryption');
    expect(text).toContain('Digital Signature, Key Encipherment');
    expect(text).toMatch(/Basic Constraints: *\n *CA:FALSE/);
    expect(text).toContain('TLS Web Server Authentication, TLS Web Client Authentication');
  });

  it('answers RequestInProgressException until the certificate is issued', async () => {
    const { emulator, issue, get } = await authority();
    const hold = emulator.home.clock.hold();
    const arn = await issue();
    await expect(get(arn)).rejects.toMatchObject({ name: 'RequestInProgressException' });
    const began = emulator.home.clock.now();
    hold.release();
    await emulator.home.clock.idle();
    expect((await get(arn)).Certificate).toContain('BEGIN CERTIFICATE');
    expect(emulator.home.clock.now() - began).toBeGreaterThan(500);
    expect(emulator.home.work.seconds(began, emulator.home.clock.now())).toBeGreaterThan(0.5);
  });

  it('issues one certificate for an idempotency token within five minutes, and another after them', async () => {
    const { emulator, issue } = await authority();
    const [first, second] = await Promise.all([issue({ IdempotencyToken: 'once' }), issue({ IdempotencyToken: 'once' })]);
    expect(second).toBe(first);
    await emulator.home.clock.advance(301);
    const third = await issue({ IdempotencyToken: 'once' });
    expect(third).not.toBe(first);
    expect(await issue()).not.toBe(third);
  });

  it('gives the same certificate for the same seed', async () => {
    const texts = [];
    for (const _ of [1, 2]) {
      const { emulator, issue, get } = await authority();
      const arn = await issue();
      await emulator.home.clock.idle();
      texts.push((await get(arn)).Certificate);
    }
    expect(texts[0]).toBe(texts[1]);
  });

  it.each([
    ['END_DATE', 270102030405, '2027-01-02T03:04:05.000Z'],
    ['END_DATE', 20270102030405, '2027-01-02T03:04:05.000Z'],
    ['ABSOLUTE', Date.UTC(2027, 5, 1) / 1000, '2027-06-01T00:00:00.000Z'],
    ['DAYS', 2, '2026-01-07T09:00:00.000Z'],
    ['MONTHS', 3, '2026-04-05T09:00:00.000Z'],
    ['YEARS', 5, '2031-01-05T09:00:00.000Z'],
  ] as const)('understands a validity of %s %i', async (Type, Value, end) => {
    const { emulator, issue, get } = await authority();
    const arn = await issue({ Validity: { Type, Value } });
    await emulator.home.clock.idle();
    const certificate = new X509Certificate((await get(arn)).Certificate!);
    expect(certificate.validToDate.toISOString()).toBe(end);
    expect(certificate.validFromDate.toISOString()).toBe('2026-01-05T08:00:00.000Z');
  });

  it.each([
    ['text that is no CSR', { Csr: Buffer.from('not a CSR') }, 'MalformedCSRException'],
    ['a signing algorithm of another family', { SigningAlgorithm: 'SHA256WITHECDSA' }, 'InvalidArgsException'],
    ['a validity beyond its own', { Validity: { Type: 'YEARS', Value: 11 } }, 'ValidationException'],
    ['an end beyond all dates', { Validity: { Type: 'DAYS', Value: 1_000_000_000 } }, 'ValidationException'],
    ['an instant beyond all dates', { Validity: { Type: 'ABSOLUTE', Value: 10 ** 15 } }, 'ValidationException'],
    ['an end whose year has more than four digits', { Validity: { Type: 'ABSOLUTE', Value: 253_402_300_800 } }, 'ValidationException'],
    ['an end in the past', { Validity: { Type: 'ABSOLUTE', Value: 1_000_000_000 } }, 'ValidationException'],
    ['an END_DATE that is no date', { Validity: { Type: 'END_DATE', Value: 261399000000 } }, 'InvalidArgsException'],
    ['a template that there is not', { TemplateArn: 'arn:aws:acm-pca:::template/ServerCertificate/V1' }, 'InvalidArgsException'],
    [
      'an ARN that is not a CA’s',
      { CertificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:123456789012:something/else' },
      'InvalidArnException',
    ],
    [
      'a CA that does not exist',
      { CertificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/99999999-2222-4333-8444-555555555555' },
      'ResourceNotFoundException',
    ],
  ] as [string, Partial<IssueCertificateCommandInput>, string][])('refuses %s', async (_, change, name) => {
    const { issue } = await authority();
    await expect(issue(change)).rejects.toMatchObject({ name });
  });

  it('refuses a CSR whose signature was made with another key', async () => {
    const { issue } = await authority();
    const der = Buffer.from(csr.toString().replace(/-----.*-----|\s/g, ''), 'base64');
    der[der.length - 1]! ^= 1;
    const Csr = Buffer.from(`-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`);
    await expect(issue({ Csr })).rejects.toMatchObject({ name: 'MalformedCSRException' });
  });

  it('needs an ACTIVE CA', async () => {
    const { issue } = await authority({ certificateAuthorities: [{ id: 'aaaaaaaa-2222-4333-8444-555555555555', status: 'DISABLED' }] });
    await expect(issue()).rejects.toMatchObject({
      name: 'InvalidStateException',
      message: expect.stringContaining('not in a valid state'),
    });
  });

  it('limits a short-lived certificate CA to seven days', async () => {
    const { issue } = await authority({
      certificateAuthorities: [{ id: 'aaaaaaaa-2222-4333-8444-555555555555', usageMode: 'SHORT_LIVED_CERTIFICATE' }],
    });
    await expect(issue({ Validity: { Type: 'DAYS', Value: 8 } })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(issue({ Validity: { Type: 'DAYS', Value: 7 } })).resolves.toContain('/certificate/');
  });

  it('signs with an elliptic-curve CA and shows the chain of a subordinate one', async (context) => {
    needs(context, openssl);
    const { emulator, issue, get, own } = await authority({
      certificateAuthorities: [{ id: 'aaaaaaaa-2222-4333-8444-555555555555', type: 'SUBORDINATE', keyAlgorithm: 'EC_prime256v1' }],
    });
    const arn = await issue({ SigningAlgorithm: 'SHA256WITHECDSA' });
    await emulator.home.clock.idle();
    const { Certificate, CertificateChain } = await get(arn);
    const { Certificate: intermediate, CertificateChain: root } = await own();
    expect(CertificateChain).toBe(`${intermediate}\n${root}`);
    const folder = folderWith({ 'leaf.pem': Certificate!, 'intermediate.pem': intermediate!, 'top.pem': root! });
    expect(runOpenssl(folder, 'verify -CAfile top.pem -untrusted intermediate.pem leaf.pem')).toContain('OK');
  });
});
