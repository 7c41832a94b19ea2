import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import { aliasesOf } from './aliases-of-key.ts';
import type { EncryptionContext } from './cryptography/ciphertext.ts';
import type { GrantConstraints } from './grants/grant.ts';
import type { Key } from './key.ts';
import { typeOf } from './multi-region/family.ts';
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
  ReplicaRegion?: string;
  PrimaryRegion?: string;
  ReEncryptOnSameKey?: boolean;
  SigningAlgorithm?: string;
  MessageType?: string;
  MacAlgorithm?: string;
  KeyAgreementAlgorithm?: string;
  KeyPairSpec?: string;
  WrappingAlgorithm?: string;
  WrappingKeySpec?: string;
  ExpirationModel?: string;
  ValidTo?: Date;
  Operations?: string[];
  GranteePrincipal?: string;
  RetiringPrincipal?: string;
  Constraints?: GrantConstraints;
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
    ...given('kms:ReplicaRegion', input.ReplicaRegion),
    ...given('kms:PrimaryRegion', input.PrimaryRegion),
    ...given('kms:ReEncryptOnSameKey', input.ReEncryptOnSameKey),
    ...given('kms:RequestAlias', /(?:^|:)(alias\/.*)$/.exec(input.KeyId ?? '')?.[1]),
    'kms:EncryptionAlgorithm': input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...given('kms:SigningAlgorithm', input.SigningAlgorithm),
    'kms:MessageType': input.MessageType ?? 'RAW',
    ...given('kms:MacAlgorithm', input.MacAlgorithm),
    ...given('kms:KeyAgreementAlgorithm', input.KeyAgreementAlgorithm),
    ...given('kms:DataKeyPairSpec', input.KeyPairSpec),
    ...given('kms:WrappingAlgorithm', input.WrappingAlgorithm),
    ...given('kms:WrappingKeySpec', input.WrappingKeySpec),
    'kms:ExpirationModel': input.ExpirationModel ?? 'KEY_MATERIAL_EXPIRES',
    ...given('kms:ValidTo', input.ValidTo?.toISOString()),
    ...ofGrant(input),
  };
}

function ofKey(place: KmsPlace, key: Key): RequestContext {
  const aliases = aliasesOf(place, key);
  return {
    'kms:KeySpec': key.spec,
    'kms:KeyUsage': key.usage,
    'kms:MultiRegion': String(key.family !== undefined),
    ...given('kms:MultiRegionKeyType', key.family && typeOf(key)),
    ...resourceTags(key.tags),
    ...(aliases.length > 0 && { 'kms:ResourceAliases': aliases }),
    'kms:KeyOrigin': key.origin,
  };
}

/** CreateKey is asked by what it asks for. */
function ofNewKey(input: Input): RequestContext {
  const { Origin = 'AWS_KMS', KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT', MultiRegion = false } = input;
  return { 'kms:KeyOrigin': Origin, 'kms:KeySpec': KeySpec, 'kms:KeyUsage': KeyUsage, 'kms:MultiRegion': String(MultiRegion) };
}

/** CreateGrant is asked by what it would allow whom; the grants of AWS's own services are not here. */
function ofGrant({ Operations, GranteePrincipal, RetiringPrincipal, Constraints = {} }: Input): RequestContext {
  const [type] = Object.keys(Constraints);
  return {
    'kms:GrantIsForAWSResource': 'false',
    ...(Operations && { 'kms:GrantOperations': Operations }),
    ...given('kms:GranteePrincipal', GranteePrincipal),
    ...given('kms:RetiringPrincipal', RetiringPrincipal),
    ...given('kms:GrantConstraintType', type),
    ...ofEncryption(Constraints.EncryptionContextEquals ?? Constraints.EncryptionContextSubset ?? {}),
  };
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
