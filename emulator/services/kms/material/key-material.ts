import { AwsError } from '../../../kernel/aws-error.ts';
import type { HsmKey } from '../../cloudhsmv2/hsm-key.ts';
import type { Key, KeyMaterial } from '../key.ts';
import { activeHsms, clusterOf } from '../key-stores/cluster-requirements.ts';
import type { CustomKeyStore } from '../key-stores/custom-key-store.ts';
import { kmsuserOn, logIn } from '../key-stores/kmsuser.ts';
import { tellCluster } from '../key-stores/tell-cluster.ts';
import type { KmsPlace } from '../state.ts';

/**
 * The materials of a key that can be used now, oldest first: for a custom key store, the one that the cluster's HSMs hold.
 *
 * @throws AwsError KMSInvalidStateException where no HSM serves it
 */
export function keyMaterials(place: KmsPlace, key: Key): KeyMaterial[] {
  if (key.customKeyStoreId === undefined) return key.materials;
  const store = place.kms.customKeyStore(key.customKeyStoreId);
  checkServed(place, store);
  const bytes = keyInHardware(place, key)?.material;
  if (!bytes)
    throw new AwsError('KMSInvalidStateException', `The key material of ${key.arn} is not in the AWS CloudHSM cluster ${store.clusterId}.`);
  return [{ bytes }];
}

/** Its material's key in a cluster's hardware, known there by its label. */
export function keyInHardware(place: KmsPlace, { arn, customKeyStoreId }: Key): HsmKey | undefined {
  const store = place.kms.customKeyStores.get(customKeyStoreId ?? '');
  const keys = store ? [...(clusterOf(place, store.clusterId)?.keys.values() ?? [])] : [];
  return keys.find(({ owner, attributes }) => owner === 'kmsuser' && attributes.label === arn);
}

/**
 * KMS stays logged in on the HSMs that it connected to, and logs in on those that joined later.
 *
 * @throws AwsError KMSInvalidStateException where it is logged in on no ACTIVE HSM
 */
export function checkServed(place: KmsPlace, store: CustomKeyStore): void {
  const cluster = clusterOf(place, store.clusterId);
  const hsms = cluster ? activeHsms(cluster) : [];
  for (const hsm of hsms) {
    const user = kmsuserOn(hsm);
    if (!store.sessions.has(hsm.hsmId) && user && logIn(user, store.kmsuserPassword)) store.sessions.add(hsm.hsmId);
  }
  tellCluster(place, store);
  if (hsms.some(({ hsmId }) => store.sessions.has(hsmId))) return;
  throw new AwsError(
    'KMSInvalidStateException',
    `KMS cannot communicate with the AWS CloudHSM cluster ${store.clusterId} of the custom key store ${store.id}.`,
  );
}
