import { createHash } from 'node:crypto';

/** An id of a version: 28 characters, and 4 by which S3 knows its own from one that somebody has made up. */
export function versionId(bytes: Buffer): string {
  const text = bytes.subarray(0, 21).toString('base64url');
  return text + check(text);
}

export function isVersionId(text: string): boolean {
  return text.length === 32 && text.endsWith(check(text.slice(0, 28)));
}

function check(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 4);
}
