import { createCipheriv, createDecipheriv } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';

export type EncryptionContext = Record<string, string>;

/** How KMS's own blobs of symmetric keys begin. */
const prefix = Buffer.from([1, 2, 2, 0, 0x78]);
const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under a key's material: prefix, length and text of the key's ARN, initialization vector, tag, encrypted text. All
 * that stands before the vector is authenticated, with the encryption context.
 */
export function encryptUnder(material: Buffer, keyArn: string, iv: Buffer, plaintext: Buffer, context: EncryptionContext = {}): Buffer {
  const header = Buffer.concat([prefix, Buffer.from([keyArn.length]), Buffer.from(keyArn)]);
  const cipher = createCipheriv('aes-256-gcm', material, iv).setAAD(authenticated(header, context));
  const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), encrypted]);
}

/**
 * @returns undefined where the blob was changed, or made under other material or another context
 * @throws AwsError InvalidCiphertextException where it is no blob
 */
export function decryptUnder(material: Buffer, blob: Buffer, context: EncryptionContext = {}): Buffer | undefined {
  const header = blob.subarray(0, headerLength(blob));
  const body = blob.subarray(header.length);
  try {
    const decipher = createDecipheriv('aes-256-gcm', material, body.subarray(0, ivBytes))
      .setAAD(authenticated(header, context))
      .setAuthTag(body.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decipher.update(body.subarray(ivBytes + tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/**
 * The ARN of the key that a blob was made under.
 *
 * @throws AwsError InvalidCiphertextException
 */
export function keyArnOf(blob: Buffer): string {
  return blob.subarray(prefix.length + 1, headerLength(blob)).toString();
}

function headerLength(blob: Buffer): number {
  const length = prefix.length + 1 + (blob[prefix.length] ?? 0);
  if (!blob.subarray(0, prefix.length).equals(prefix) || blob.length < length + ivBytes + tagBytes) throw invalidCiphertext();
  return length;
}

function authenticated(header: Buffer, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat([header, Buffer.from(JSON.stringify(pairs))]);
}

/** KMS says no more than the code. */
export function invalidCiphertext(): AwsError {
  return new AwsError('InvalidCiphertextException', '');
}
