import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { EncryptionContext } from './ciphertext.ts';
import type { KmsPlace } from './state.ts';

interface Input {
  EncryptionContext?: EncryptionContext;
  SourceEncryptionContext?: EncryptionContext;
}

/** The condition keys of a request on a key. ReEncrypt is asked for its source first. */
export function requestContext(resource: string, input: Input, place: KmsPlace): RequestContext {
  const key = place.kms.keys.get(resource.split('/').at(-1)!);
  if (!key) return {};
  const given = Object.entries(input.EncryptionContext ?? input.SourceEncryptionContext ?? {});
  const encryption = Object.fromEntries(given.map(([name, value]) => [`kms:EncryptionContext:${name}`, value]));
  return { ...resourceTags(key.tags), ...encryption, 'kms:KeyOrigin': key.origin };
}
