import { generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { requestOf } from './csr.ts';
import { element, tags } from './der.ts';

const day = 86_400_000;

/** The common name of every such root. */
export const ownRootName = 'cloudhsm-lifecycle testing root';

/**
 * Makes a root, signs a CSR with it, and forgets the root's key.
 *
 * @param validityDays of the certificate; the root is valid a day longer
 * @returns both, PEM
 */
export async function signWithOwnRoot(csr: string, now: Date, validityDays: number): Promise<{ certificate: string; root: string }> {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const issuer = commonName(ownRootName);
  const notBefore = new Date(now.getTime() - day);
  const until = (days: number) => new Date(now.getTime() + days * day);
  const root = certificate(keys.privateKey, issuer, {
    subject: issuer,
    publicKey: keys.publicKey.export({ format: 'der', type: 'spki' }),
    validity: [notBefore, until(validityDays + 1)],
    extensions: [basicConstraints(sequence(isTrue, integer(0))), extension([0x55, 0x1d, 0x0f], keyCertSign)],
  });
  const certified = certificate(keys.privateKey, issuer, {
    ...requestOf(csr),
    validity: [notBefore, until(validityDays)],
    extensions: [basicConstraints(sequence())],
  });
  return { certificate: certified, root };
}

interface Certified {
  /** In DER, as the key. */
  subject: Buffer;
  publicKey: Buffer;
  validity: [Date, Date];
  extensions: Buffer[];
}

/** A certificate of RFC 5280, version 3. */
function certificate(key: KeyObject, issuer: Buffer, { subject, publicKey, validity, extensions }: Certified): string {
  const toBeSigned = sequence(
    element(0xa0, integer(2)),
    element(tags.integer, Buffer.of(0x40), randomBytes(15)),
    sha256WithRsa,
    issuer,
    sequence(...validity.map(time)),
    subject,
    publicKey,
    element(0xa3, sequence(...extensions)),
  );
  const signed = sequence(toBeSigned, sha256WithRsa, bitString(sign('sha256', toBeSigned, key)));
  const lines = signed.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

const sequence = (...parts: Buffer[]) => element(tags.sequence, ...parts);
const integer = (value: number) => element(tags.integer, Buffer.of(value));
const bitString = (bytes: Buffer, unusedBits = 0) => element(tags.bitString, Buffer.of(unusedBits), bytes);
const objectIdentifier = (bytes: number[]) => element(tags.objectIdentifier, Buffer.from(bytes));
const isTrue = Buffer.of(0x01, 0x01, 0xff);
const keyCertSign = bitString(Buffer.of(0x04), 2);
const sha256WithRsa = sequence(objectIdentifier([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b]), element(tags.null));

function commonName(text: string): Buffer {
  return sequence(element(tags.set, sequence(objectIdentifier([0x55, 0x04, 0x03]), element(tags.utf8String, Buffer.from(text)))));
}

function basicConstraints(value: Buffer): Buffer {
  return extension([0x55, 0x1d, 0x13], value);
}

/** A critical one. */
function extension(oid: number[], value: Buffer): Buffer {
  return sequence(objectIdentifier(oid), isTrue, element(tags.octetString, value));
}

/** RFC 5280 wants UTCTime until 2049. */
function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050
    ? element(tags.utcTime, Buffer.from(digits.slice(2)))
    : element(tags.generalizedTime, Buffer.from(digits));
}
