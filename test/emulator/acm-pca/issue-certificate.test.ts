import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ACMPCAClient,
  GetCertificateAuthorityCertificateCommand,
  GetCertificateCommand,
  IssueCertificateCommand,
  type IssueCertificateCommandInput,
} from '@aws-sdk/client-acm-pca';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountFile } from '../../../emulator/account.ts';
import { connection, localAws } from '../../local-aws.ts';

const folder = mkdtempSync(join(tmpdir(), 'acm-pca-'));
const file = (name: string) => join(folder, name);
const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const awkward = '/C=US/ST=CA/O=Cavium/OU=N3FIPS/L=SanJose+CN=HSM:A1B2C3:PARTN:12, for FIPS mode';

let csr: Buffer;

beforeAll(() => {
  openssl(
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-multivalue-rdn',
    '-keyout',
    file('key.pem'),
    '-out',
    file('csr.pem'),
    '-subj',
    awkward,
  );
  csr = readFileSync(file('csr.pem'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function authority(account: AccountFile = {}) {
  const emulator = await localAws({ account });
  const client = new ACMPCAClient(connection(emulator));
  const id = account.certificateAuthorities?.[0]?.id ?? '11111111-2222-4333-8444-555555555555';
  const CertificateAuthorityArn = emulator.world.arn('acm-pca', `certificate-authority/${id}`);
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

/** The DER of a certificate's or CSR's subject, as openssl sees it. */
function subjectOf(kind: 'req' | 'x509', name: string): string {
  return openssl(kind, '-in', file(name), '-noout', '-subject', '-nameopt', 'dump_der,dump_all,sep_multiline');
}

describe('IssueCertificate', () => {
  it('signs a CSR with a multi-valued RDN and commas so that openssl verifies it, its subject unchanged', async () => {
    const { emulator, issue, get, own } = await authority();
    const arn = await issue();
    await emulator.world.clock.idle();
    const { Certificate, CertificateChain } = await get(arn);
    const root = await own();
    writeFileSync(file('certificate.pem'), Certificate!);
    writeFileSync(file('root.pem'), root.Certificate!);
    expect(openssl('verify', '-x509_strict', '-CAfile', file('root.pem'), file('certificate.pem'))).toContain('certificate.pem: OK');
    expect(subjectOf('x509', 'certificate.pem')).toBe(subjectOf('req', 'csr.pem'));
    expect(subjectOf('req', 'csr.pem')).toContain('+');
    expect(openssl('x509', '-in', file('certificate.pem'), '-noout', '-pubkey')).toBe(
      openssl('req', '-in', file('csr.pem'), '-noout', '-pubkey'),
    );
    expect(CertificateChain).toBe(root.Certificate);
    expect(root.CertificateChain).toBeUndefined();
  });

  it('puts what the end-entity template says into the certificate', async () => {
    const { emulator, issue, get } = await authority();
    const arn = await issue({ SigningAlgorithm: 'SHA512WITHRSA' });
    await emulator.world.clock.idle();
    const certificate = new X509Certificate((await get(arn)).Certificate!);
    writeFileSync(file('extensions.pem'), certificate.toString());
    const text = openssl('x509', '-in', file('extensions.pem'), '-noout', '-text');
    expect(certificate.ca).toBe(false);
    expect(text).toContain('Signature Algorithm: sha512WithRSAEncryption');
    expect(text).toContain('Digital Signature, Key Encipherment');
    expect(text).toContain('TLS Web Server Authentication, TLS Web Client Authentication');
    expect(arn.endsWith(`/certificate/${certificate.serialNumber.toLowerCase()}`)).toBe(true);
  });

  it('answers RequestInProgressException until the certificate is issued', async () => {
    const { emulator, issue, get } = await authority();
    const hold = emulator.world.clock.hold();
    const arn = await issue();
    await expect(get(arn)).rejects.toMatchObject({ name: 'RequestInProgressException' });
    const began = emulator.world.clock.now();
    hold.release();
    await emulator.world.clock.idle();
    expect((await get(arn)).Certificate).toContain('BEGIN CERTIFICATE');
    expect(emulator.world.clock.now() - began).toBeGreaterThan(500);
    expect(emulator.world.work.seconds(began, emulator.world.clock.now())).toBeGreaterThan(0.5);
  });

  it('issues one certificate for an idempotency token within five minutes, and another after them', async () => {
    const { emulator, issue } = await authority();
    const [first, second] = await Promise.all([issue({ IdempotencyToken: 'once' }), issue({ IdempotencyToken: 'once' })]);
    expect(second).toBe(first);
    await emulator.world.clock.advance(301);
    const third = await issue({ IdempotencyToken: 'once' });
    expect(third).not.toBe(first);
    expect(await issue()).not.toBe(third);
  });

  it('gives the same certificate for the same seed', async () => {
    const texts = [];
    for (const _ of [1, 2]) {
      const { emulator, issue, get } = await authority();
      const arn = await issue();
      await emulator.world.clock.idle();
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
    await emulator.world.clock.idle();
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
    ['an end in the past', { Validity: { Type: 'ABSOLUTE', Value: 1_000_000_000 } }, 'ValidationException'],
    ['an END_DATE that is no date', { Validity: { Type: 'END_DATE', Value: 261399000000 } }, 'InvalidArgsException'],
    [
      'a template that passes extensions through',
      { TemplateArn: 'arn:aws:acm-pca:::template/EndEntityCertificate_CSRPassthrough/V1' },
      'InvalidArgsException',
    ],
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

  it('signs with an elliptic-curve CA and shows the chain of a subordinate one', async () => {
    const { emulator, issue, get, own } = await authority({
      certificateAuthorities: [{ id: 'aaaaaaaa-2222-4333-8444-555555555555', type: 'SUBORDINATE', keyAlgorithm: 'EC_prime256v1' }],
    });
    const arn = await issue({ SigningAlgorithm: 'SHA256WITHECDSA' });
    await emulator.world.clock.idle();
    const { Certificate, CertificateChain } = await get(arn);
    const { Certificate: intermediate, CertificateChain: root } = await own();
    expect(CertificateChain).toBe(`${intermediate}\n${root}`);
    writeFileSync(file('leaf.pem'), Certificate!);
    writeFileSync(file('intermediate.pem'), intermediate!);
    writeFileSync(file('top.pem'), root!);
    expect(openssl('verify', '-CAfile', file('top.pem'), '-untrusted', file('intermediate.pem'), file('leaf.pem'))).toContain('OK');
  });
});
