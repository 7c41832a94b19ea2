import type { Key } from '../key.ts';

/** Makes a key the primary of a family of its own. */
export function found(key: Key): void {
  key.family = { primary: key, members: new Map([[regionOf(key), key]]) };
}

export function regionOf({ arn }: Key): string {
  return arn.split(':')[3]!;
}

export function typeOf(key: Key): 'PRIMARY' | 'REPLICA' {
  return key.family!.primary === key ? 'PRIMARY' : 'REPLICA';
}

/** Whether a key is a primary one with replicas. */
export function hasReplicas(key: Key): boolean {
  return key.family?.primary === key && key.family.members.size > 1;
}

/** The API's MultiRegionConfiguration. */
export function configuration(key: Key) {
  if (!key.family) return undefined;
  const { primary, members } = key.family;
  const replicas = [...members.values()].filter((member) => member !== primary);
  return { MultiRegionKeyType: typeOf(key), PrimaryKey: shown(primary), ReplicaKeys: replicas.map(shown) };
}

function shown(key: Key) {
  return { Arn: key.arn, Region: regionOf(key) };
}
