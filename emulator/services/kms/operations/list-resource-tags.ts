import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { page } from '../page.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const listResourceTags: Operation<{ KeyId: string; Limit?: number; Marker?: string }, KmsPlace> = {
  resources: onKey,
  run(input, { place }) {
    const { items, ...rest } = page([...findKeyById(place, input.KeyId).tags], 'ListResourceTags', input);
    return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...rest };
  },
};
