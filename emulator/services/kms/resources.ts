import { keyArnOf } from './cryptography/ciphertext.ts';
import { keyArn, keyOfArn } from './find-key.ts';
import type { KmsPlace } from './state.ts';

export function onKey({ KeyId }: { KeyId: string }, place: KmsPlace): string[] {
  return [keyArn(place, KeyId)];
}

/** The key that a request names, or that its ciphertext was made under. */
export function keyOfBlob(place: KmsPlace, blob: Buffer | undefined, reference: string | undefined): string {
  if (reference !== undefined) return keyArn(place, reference);
  try {
    const arn = keyArnOf(blob ?? Buffer.alloc(0));
    return keyOfArn(place, arn)?.arn ?? arn;
  } catch {
    return '*';
  }
}
