import type { KeyObject } from 'node:crypto';
import type { RevocationConfiguration } from './revocation.ts';

export type AuthorityStatus = 'CREATING' | 'PENDING_CERTIFICATE' | 'ACTIVE' | 'DELETED' | 'DISABLED' | 'EXPIRED' | 'FAILED';
export type KeyAlgorithm = 'RSA_2048' | 'RSA_3072' | 'RSA_4096' | 'EC_prime256v1' | 'EC_secp384r1' | 'EC_secp521r1';
export type SigningAlgorithm = `SHA${256 | 384 | 512}WITH${'RSA' | 'ECDSA'}`;

/** The API's ASN1Subject. */
export type Asn1Subject = Record<string, string | { ObjectIdentifier: string; Value: string }[]>;

export interface AuthorityConfiguration {
  KeyAlgorithm: KeyAlgorithm;
  SigningAlgorithm: SigningAlgorithm;
  Subject: Asn1Subject;
}

/** A CA's own certificate. The texts are made when first asked for: an RSA key takes a while, and most runs use one CA. */
export interface InstalledCertificate {
  serialHex: string;
  notBefore: Date;
  notAfter: Date;
  /** PEM. */
  certificate: () => Promise<string>;
  /** PEM texts from its issuer up to the root; absent for a root. */
  chain?: () => Promise<string>;
}

interface IssuedCertificate {
  arn: string;
  serialHex: string;
  certificate: string;
  chain: string;
  /** False while GetCertificate still answers RequestInProgressException. */
  issued: boolean;
  revoked: boolean;
  selfSigned: boolean;
}

interface Permission {
  Principal: string;
  SourceAccount: string;
  Actions: string[];
  CreatedAt: Date;
}

export interface CertificateAuthority {
  arn: string;
  type: 'ROOT' | 'SUBORDINATE';
  /** As set; `statusAt` knows what time has made of it. */
  status: AuthorityStatus;
  usageMode: 'GENERAL_PURPOSE' | 'SHORT_LIVED_CERTIFICATE';
  keyStorageSecurityStandard: string;
  configuration: AuthorityConfiguration;
  revocationConfiguration: Required<RevocationConfiguration>;
  createdAt: Date;
  lastStateChangeAt: Date;
  restorableUntil?: Date;
  key: () => KeyObject;
  installed?: InstalledCertificate;
  issued: Map<string, IssuedCertificate>;
  /** How often each CSR was taken, by its hash: serials depend on it, and not on the order of other requests. */
  issuances: Map<string, number>;
  /** IssueCertificate by idempotency token. */
  tokens: Map<string, { at: number; issuing: Promise<string> }>;
  tags: Map<string, string>;
  permissions: Map<string, Permission>;
  policy?: string;
}

/** A CA's status at an instant (milliseconds): it expires with its certificate. */
export function statusAt(authority: CertificateAuthority, now: number): AuthorityStatus {
  const expired = authority.installed !== undefined && authority.installed.notAfter.getTime() <= now;
  return expired && (authority.status === 'ACTIVE' || authority.status === 'DISABLED') ? 'EXPIRED' : authority.status;
}

export function setStatus(authority: CertificateAuthority, status: AuthorityStatus, now: number): void {
  authority.status = status;
  authority.lastStateChangeAt = new Date(now);
}

/** Makes a value when first asked for it, and keeps it. */
export function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
