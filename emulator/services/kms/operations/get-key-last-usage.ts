import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

/** Empty of a key that nobody has used, of which it is told since when that is known: here, since it was created. */
export const getKeyLastUsage: Operation<{ KeyId: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId }, { place }) {
    const { keyId, createdAt, lastUsage = {} } = findKeyById(place, KeyId);
    return { KeyId: keyId, KeyLastUsage: lastUsage, TrackingStartDate: createdAt, KeyCreationDate: createdAt };
  },
};
