import type { Operation } from '../../../service/service.ts';
import { endDryRun } from '../encryption.ts';
import { findKeyById } from '../find-key.ts';
import { findGrant } from '../grants/find-grant.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const revokeGrant: Operation<{ KeyId: string; GrantId: string; DryRun?: boolean }, KmsPlace> = {
  resources: onKey,
  run({ KeyId, GrantId, DryRun }, { place }) {
    const key = findKeyById(place, KeyId);
    const { id } = findGrant(key, GrantId);
    endDryRun(DryRun);
    key.grants.delete(id);
  },
};
