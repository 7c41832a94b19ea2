import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { generatedKey } from '../../cloudhsmv2/hsm-key.ts';
import type { Key } from '../key.ts';
import { keyMetadata } from '../key-metadata.ts';
import { checkKeyPolicy, defaultKeyPolicy } from '../key-policy.ts';
import { rotate } from '../key-rotation.ts';
import { algorithmsOf, isKeySpec, type KeySpec, type KeyUsage } from '../key-spec.ts';
import { checkConfiguration, existingCluster } from '../key-stores/cluster-requirements.ts';
import type { CustomKeyStore } from '../key-stores/custom-key-store.ts';
import { tellCluster } from '../key-stores/tell-cluster.ts';
import { checkServed } from '../material/key-material.ts';
import { newMaterial } from '../material/new-material.ts';
import { found } from '../multi-region/family.ts';
import type { KmsPlace } from '../state.ts';
import { putTags, type Tag } from '../tags.ts';

interface Input {
  Policy?: string;
  Description?: string;
  KeyUsage?: KeyUsage;
  CustomerMasterKeySpec?: string;
  KeySpec?: string;
  Origin?: Key['origin'] | 'EXTERNAL_KEY_STORE';
  CustomKeyStoreId?: string;
  BypassPolicyLockoutSafetyCheck?: boolean;
  Tags?: Tag[];
  MultiRegion?: boolean;
}

/** Keys of one region, in KMS or, symmetric encryption keys, in a custom key store. */
export const createKey: Operation<Input, KmsPlace> = {
  refuses: ['XksKeyId'],
  run(input, { place, caller }) {
    const kind = checkKind(input);
    const keyId = newKeyId(place, input.MultiRegion);
    const arn = place.arn('kms', `key/${keyId}`);
    if (input.Policy !== undefined) checkKeyPolicy(place, caller, arn, input.Policy, input.BypassPolicyLockoutSafetyCheck);
    const tags = new Map<string, string>();
    putTags({ tags }, input.Tags ?? []);
    const store = input.CustomKeyStoreId === undefined ? undefined : place.kms.customKeyStore(input.CustomKeyStoreId);
    if (store) checkReady(place, store);
    place.kms.created.keys++;
    const key: Key = {
      keyId,
      arn,
      createdAt: place.clock.date(),
      description: input.Description ?? '',
      ...kind,
      customKeyStoreId: store?.id,
      materials: [],
      importParameters: [],
      enabled: true,
      policy: input.Policy ?? defaultKeyPolicy(place),
      tags,
      grants: new Map(),
      uses: 0,
    };
    if (input.MultiRegion) found(key);
    if (store) {
      putInHardware(place, store, key);
      tellCluster(place, store);
    } else if (kind.origin === 'AWS_KMS') makeMaterial(place, key);
    place.kms.keys.set(keyId, key);
    return { KeyMetadata: keyMetadata(place, key) };
  },
};

/** Multi-Region keys are known by it. */
function newKeyId({ random, kms }: KmsPlace, isMultiRegion = false): string {
  const id = random.uuid('kms', 'key', kms.created.keys);
  return isMultiRegion ? `mrk-${id.replaceAll('-', '')}` : id;
}

function makeMaterial(place: KmsPlace, key: Key): void {
  if (key.spec === 'SYMMETRIC_DEFAULT') rotate(place, key);
  else key.materials.push({ bytes: newMaterial(place.random, key.spec, key.keyId) });
}

/** As kmsuser's, labelled with the key's ARN, and never to leave. */
function putInHardware(place: KmsPlace, { clusterId }: CustomKeyStore, { keyId, arn }: Key): void {
  const material = place.random.bytes(32, 'kms', 'material', keyId);
  const reference = `0x${place.random.hex(16, 'key-reference', clusterId, arn)}`;
  const attributes = { id: `0x${place.random.hex(64, 'backing-key', arn)}`, encrypt: true, decrypt: true, extractable: false };
  const key = generatedKey({ reference, owner: 'kmsuser', class: 'secret-key', type: 'aes', label: arn, material, attributes });
  existingCluster(place, clusterId).keys.set(reference, key);
}

interface Kind {
  origin: Key['origin'];
  spec: KeySpec;
  usage: KeyUsage;
}

function checkKind(input: Input): Kind {
  const { Origin = 'AWS_KMS', KeyUsage = 'ENCRYPT_DECRYPT', CustomKeyStoreId, MultiRegion } = input;
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  if (spec !== 'SYMMETRIC_DEFAULT' && input.KeyUsage === undefined)
    throw new AwsError('ValidationException', 'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.');
  if (Origin === 'EXTERNAL_KEY_STORE') throw unsupported(`Keys of the origin ${Origin} are not emulated.`);
  if ((Origin === 'AWS_CLOUDHSM') !== (CustomKeyStoreId !== undefined)) {
    throw new AwsError(
      'ValidationException',
      'A custom key store takes keys of the origin AWS_CLOUDHSM, and they need a custom key store.',
    );
  }
  const inStore = Origin === 'AWS_CLOUDHSM';
  if (inStore && spec !== 'SYMMETRIC_DEFAULT') throw unsupported(`A custom key store takes no key of the spec ${spec}.`);
  if (!isKeySpec(spec)) throw unsupported(`Keys of the spec ${spec} are not emulated.`);
  if (MultiRegion && inStore) throw unsupported('A custom key store takes no multi-Region key.');
  if (MultiRegion && Origin === 'EXTERNAL') throw unsupported('Multi-Region keys with imported key material are not emulated.');
  if (!algorithmsOf(spec, KeyUsage))
    throw new AwsError('ValidationException', `KeyUsage ${KeyUsage} is not compatible with KeySpec ${spec}`);
  return { origin: Origin, spec, usage: KeyUsage };
}

function checkReady(place: KmsPlace, store: CustomKeyStore): void {
  if (store.state !== 'CONNECTED') {
    throw new AwsError(
      'CustomKeyStoreInvalidStateException',
      `The custom key store ${store.id} is ${store.state}; it must be CONNECTED to create a key in it.`,
    );
  }
  checkConfiguration(place, existingCluster(place, store.clusterId), 2);
  checkServed(place, store);
}

function unsupported(message: string): AwsError {
  return new AwsError('UnsupportedOperationException', message);
}
