import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { page } from '../page.ts';

export const listResourceTags: Operation<{ KeyId: string; Limit?: number; Marker?: string }> = (input, { world }) => {
  const { items, ...rest } = page([...findKeyById(world, input.KeyId).tags], 'ListResourceTags', input);
  return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...rest };
};
