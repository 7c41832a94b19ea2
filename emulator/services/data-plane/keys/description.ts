import type { HsmKey } from '../../cloudhsmv2/hsm-key.ts';

/** A key as `key list --verbose` shows it. Keys are on every HSM, belong to one user, and have no quorum. */
export function describedKey({ reference, owner, attributes }: HsmKey) {
  return {
    'key-reference': reference,
    'key-info': {
      'key-owners': [{ username: owner, 'key-coverage': 'full' }],
      'shared-users': [],
      'key-quorum-values': { 'manage-key-quorum-value': 0, 'use-key-quorum-value': 0 },
      'cluster-coverage': 'full',
    },
    attributes,
  };
}
