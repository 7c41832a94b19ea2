import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { EncryptionContext } from './ciphertext.ts';
import type { Key } from './key.ts';
import type { KmsPlace } from './state.ts';

/** The members of requests that policies may ask for. */
interface Input {
  KeyId?: string;
  Origin?: string;
  KeySpec?: string;
  KeyUsage?: string;
  MultiRegion?: boolean;
  EncryptionContext?: EncryptionContext;
  EncryptionAlgorithm?: string;
  BypassPolicyLockoutSafetyCheck?: boolean;
  PendingWindowInDays?: number;
  RotationPeriodInDays?: number;
  ReEncryptOnSameKey?: boolean;
}

/** The condition keys of a request: those of the key, and what it asks for. It came to KMS directly, so it has no kms:ViaService. */
export function requestContext(resource: string, input: Input, place: KmsPlace): RequestContext {
  const key = place.kms.keys.get(resource.split('/').at(-1)!);
  return {
    ...(key ? ofKey(place, key) : resource === '*' && ofNewKey(input)),
    ...ofEncryption(input.EncryptionContext ?? {}),
    ...given('kms:BypassPolicyLockoutSafetyCheck', input.BypassPolicyLockoutSafetyCheck),
    ...given('kms:ScheduleKeyDeletionPendingWindowInDays', input.PendingWindowInDays),
    ...given('kms:RotationPeriodInDays', input.RotationPeriodInDays),
    ...given('kms:ReEncryptOnSameKey', input.ReEncryptOnSameKey),
    ...given('kms:RequestAlias', /(?:^|:)(alias\/.*)$/.exec(input.KeyId ?? '')?.[1]),
    'kms:EncryptionAlgorithm': input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
  };
}

const ofEveryKey = { 'kms:KeySpec': 'SYMMETRIC_DEFAULT', 'kms:KeyUsage': 'ENCRYPT_DECRYPT', 'kms:MultiRegion': 'false' };

function ofKey(place: KmsPlace, key: Key): RequestContext {
  const aliases = [...place.kms.aliases.values()].filter(({ targetKeyId }) => targetKeyId === key.keyId).map(({ name }) => name);
  return {
    ...ofEveryKey,
    ...resourceTags(key.tags),
    ...(aliases.length > 0 && { 'kms:ResourceAliases': aliases }),
    'kms:KeyOrigin': key.origin,
  };
}

/** CreateKey is asked by what it asks for. */
function ofNewKey({ Origin, KeySpec, KeyUsage, MultiRegion }: Input): RequestContext {
  const asked = { ...given('kms:KeySpec', KeySpec), ...given('kms:KeyUsage', KeyUsage), ...given('kms:MultiRegion', MultiRegion) };
  return { ...ofEveryKey, 'kms:KeyOrigin': Origin ?? 'AWS_KMS', ...asked };
}

function ofEncryption(context: EncryptionContext): RequestContext {
  const entries = Object.entries(context);
  if (entries.length === 0) return {};
  return {
    'kms:EncryptionContextKeys': entries.map(([name]) => name),
    ...Object.fromEntries(entries.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
  };
}

function given(key: string, value: string | number | boolean | undefined): RequestContext {
  return value === undefined ? {} : { [key]: String(value) };
}
