import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { KeyStore } from './key-store.ts';

/** What to do about each ConnectionErrorCode of KMS. */
const remedies: Record<string, string> = {
  INVALID_CREDENTIALS:
    'the password of kmsuser is not the one that KMS has: start the workflow again, it resets kmsuser before it connects',
  USER_NOT_FOUND: 'kmsuser is missing on an HSM: start the workflow again, it creates kmsuser on every HSM before it connects',
  USER_LOCKED_OUT: 'kmsuser is locked after bad logins: start the workflow again, it resets the password of kmsuser',
  USER_LOGGED_IN: 'somebody is logged in as kmsuser: log out there and start the workflow again',
  INSUFFICIENT_CLOUDHSM_HSMS: 'the cluster has too few active HSMs: ask for two or more and start the workflow again',
  CLUSTER_NOT_FOUND: 'the cluster is gone: restore it from a backup, then update the key store',
  NETWORK_ERRORS: 'check that the security group of the cluster still allows TCP 2223 to 2225 to itself, then start the workflow again',
  SUBNET_NOT_FOUND: 'a subnet of the cluster was deleted: restore a backup into another cluster with subnets that exist',
  INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET: 'free an address in the private subnets of the cluster and start the workflow again',
  INTERNAL_ERROR: 'KMS could not complete it: start the workflow again',
};

export function connectionFailure({ keyStoreId, errorCode = 'no code' }: KeyStore): LifecycleError {
  return new LifecycleError('KeyStoreConnectionFailed', {
    doing: 'connecting the key store',
    to: keyStoreId,
    problem: `KMS reports ${errorCode}`,
    remedy: remedies[errorCode] ?? 'look the code up in the KMS Developer Guide, Fixing a custom key store, and start the workflow again',
  });
}
