import { createPublicKey, type KeyObject } from 'node:crypto';
import type { CertificateAuthorityDeclaration } from '../../kernel/account.ts';
import { issueCertificate } from '../../pki/certificate.ts';
import type { Place } from '../../service/place.ts';
import { type CertificateAuthority, type InstalledCertificate, lazily } from './authority.ts';
import { authorityKey } from './authority-key.ts';
import { revocationConfiguration } from './revocation.ts';
import { distinguishedName } from './subject.ts';

const day = 24 * 3600 * 1000;
const defaultId = '11111111-2222-4333-8444-555555555555';

/** The account's own CAs that exist before anyone acts: those of the account file, or one ACTIVE root with an RSA_2048 key. */
export function declaredAuthorities(place: Place): CertificateAuthority[] {
  const declarations = place.account.certificateAuthorities ?? [{ id: defaultId }];
  const own = declarations.filter(({ owner }) => owner === undefined || owner === place.accountId);
  return own.map((declaration) => declaredAuthority(place, declaration));
}

function declaredAuthority(place: Place, declaration: CertificateAuthorityDeclaration): CertificateAuthority {
  const { id, type = 'ROOT', status = 'ACTIVE', keyAlgorithm = 'RSA_2048', usageMode = 'GENERAL_PURPOSE' } = declaration;
  const createdAt = new Date(place.clock.now() - 30 * day);
  const authority: CertificateAuthority = {
    arn: place.arn('acm-pca', `certificate-authority/${id}`),
    type,
    status,
    usageMode,
    keyStorageSecurityStandard: 'FIPS_140_2_LEVEL_3_OR_HIGHER',
    configuration: {
      KeyAlgorithm: keyAlgorithm,
      SigningAlgorithm: keyAlgorithm.startsWith('RSA') ? 'SHA256WITHRSA' : 'SHA256WITHECDSA',
      Subject: {
        Country: 'US',
        Organization: 'Example Corp',
        CommonName: declaration.commonName ?? `Example ${type} CA ${id.slice(0, 8)}`,
      },
    },
    revocationConfiguration: revocationConfiguration(),
    createdAt,
    lastStateChangeAt: createdAt,
    key: lazily(() => authorityKey(place.random, keyAlgorithm, id)),
    issued: new Map(),
    issuances: new Map(),
    tokens: new Map(),
    tags: new Map(),
    permissions: new Map(),
  };
  if (status !== 'CREATING' && status !== 'PENDING_CERTIFICATE' && status !== 'FAILED') {
    authority.installed = installedCertificate(place, authority, declaration);
  }
  return authority;
}

function installedCertificate(
  place: Place,
  authority: CertificateAuthority,
  declaration: CertificateAuthorityDeclaration,
): InstalledCertificate {
  const { id, years = 10, endsInDays, status } = declaration;
  const notBefore = new Date(authority.createdAt);
  if (status === 'EXPIRED') notBefore.setUTCFullYear(notBefore.getUTCFullYear() - years);
  const notAfter = new Date(notBefore);
  if (endsInDays === undefined) notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  else notAfter.setTime(place.clock.now() + endsInDays * day);
  const serialHex = serialNumber(place, 'authority', id);
  const subject = distinguishedName(authority.configuration.Subject);
  const certify = (signingKey: KeyObject, issuer = subject) =>
    issueCertificate({
      subject,
      issuer,
      publicKey: createPublicKey(authority.key()),
      signingKey,
      serialHex,
      notBefore,
      notAfter,
      ca: true,
      keyUsages: ['digitalSignature', 'keyCertSign', 'cRLSign'],
      authorityKeyIdentifier: authority.type !== 'ROOT',
    });
  if (authority.type === 'ROOT') return { serialHex, notBefore, notAfter, certificate: lazily(() => certify(authority.key())) };

  const rootName = distinguishedName({ Country: 'US', Organization: 'Example Corp', CommonName: `Example root above ${id.slice(0, 8)}` });
  const rootKey = lazily(() => authorityKey(place.random, 'RSA_2048', id, 'root'));
  const chain = lazily(() =>
    issueCertificate({
      subject: rootName,
      issuer: rootName,
      publicKey: createPublicKey(rootKey()),
      signingKey: rootKey(),
      serialHex: serialNumber(place, 'root', id),
      notBefore,
      notAfter,
      ca: true,
      authorityKeyIdentifier: false,
    }),
  );
  return { serialHex, notBefore, notAfter, certificate: lazily(() => certify(rootKey(), rootName)), chain };
}

/** A positive serial number of 16 bytes, in hexadecimal. */
export function serialNumber(place: Place, ...purpose: (string | number)[]): string {
  const bytes = place.random.bytes(16, 'acm-pca', 'serial', ...purpose);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString('hex');
}
