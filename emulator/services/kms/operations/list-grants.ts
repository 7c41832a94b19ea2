import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import type { Grant } from '../grants/grant.ts';
import type { Key } from '../key.ts';
import { page } from '../page.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  KeyId: string;
  GrantId?: string;
  GranteePrincipal?: string;
  Limit?: number;
  Marker?: string;
}

export const listGrants: Operation<Input, KmsPlace> = {
  refuses: ['GranteeServicePrincipal'],
  resources: onKey,
  run(input, { place }) {
    const key = findKeyById(place, input.KeyId);
    const { GrantId = '', GranteePrincipal = '' } = input;
    const wanted = [...key.grants.values()].filter(
      ({ id, grantee }) => (GrantId === '' || id === GrantId) && (GranteePrincipal === '' || grantee === GranteePrincipal),
    );
    const { items, ...rest } = page(wanted, 'ListGrants', input, 50);
    return { Grants: items.map((grant) => shownGrant(key, grant)), ...rest };
  },
};

/** A grant as the lists show it. */
export function shownGrant({ arn }: Key, grant: Grant) {
  return {
    KeyId: arn,
    GrantId: grant.id,
    Name: grant.name ?? '',
    CreationDate: grant.createdAt,
    GranteePrincipal: grant.grantee,
    RetiringPrincipal: grant.retiring,
    IssuingAccount: grant.issuer,
    Operations: grant.operations,
    Constraints: grant.constraints,
  };
}
