import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { page } from '../page.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

/** A key has one policy, named `default`. */
export const listKeyPolicies: Operation<{ KeyId: string; Limit?: number; Marker?: string }, KmsPlace> = {
  resources: onKey,
  run(input, { place }) {
    findKeyById(place, input.KeyId);
    const { items: PolicyNames, ...rest } = page(['default'], 'ListKeyPolicies', input);
    return { PolicyNames, ...rest };
  },
};
