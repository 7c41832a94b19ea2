import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

// How SoftHSM 2 keeps what is private (SecureDataManager.cpp and RFC4880.cpp of its source).

const magic = Buffer.from('RJR');
const roundsAtLeast = 1500;

/**
 * The key that all private values of a token are encrypted under.
 *
 * @param kept how the token keeps it for whoever has the PIN: salt, IV, and the key behind a magic word
 * @throws Error where the PIN is another
 */
export function tokenSecret(kept: Buffer, pin: string): Buffer {
  const [salt, iv, encrypted] = [kept.subarray(0, 8), kept.subarray(8, 24), kept.subarray(24)];
  let key = sha256(salt, Buffer.from(pin));
  for (let round = roundsAtLeast + salt[7]!; round > 1; round--) key = sha256(key);
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  const opened = Buffer.concat([decipher.update(encrypted), decipher.final()]);
  if (!opened.subarray(0, magic.length).equals(magic)) throw new Error('the store of keys is not opened by its PIN');
  return opened.subarray(magic.length);
}

export function sealed(secret: Buffer, value: Buffer): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', secret, iv);
  return Buffer.concat([iv, cipher.update(value), cipher.final()]);
}

export function opened(secret: Buffer, value: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', secret, value.subarray(0, 16));
  return Buffer.concat([decipher.update(value.subarray(16)), decipher.final()]);
}

function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
