import { createHash } from 'node:crypto';
import type { Encryption } from './bucket-settings.ts';

/** The ETag of what is put whole: the MD5 of its content, but where a key of KMS encrypts it (API reference, "Object"). *Assumed*: which it is then. */
export function etagOf(body: Buffer, { algorithm }: Encryption): string {
  const hash = createHash('md5');
  if (algorithm === 'aws:kms') hash.update('aws:kms');
  return `"${hash.update(body).digest('hex')}"`;
}
