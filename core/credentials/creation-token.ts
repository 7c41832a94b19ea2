import { createHash } from 'node:crypto';

/**
 * The token with which a run makes a secret, which becomes the id of its first version: by it a run knows again what it has made in a
 * try whose answer was lost.
 */
export function creationToken(run: string, secretName: string): string {
  return createHash('sha256').update(`${run} ${secretName}`).digest('hex');
}
