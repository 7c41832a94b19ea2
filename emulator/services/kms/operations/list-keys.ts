import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';

export const listKeys: Operation<{ Limit?: number; Marker?: string }> = (input, { world }) => {
  const { items, ...rest } = page([...world.kms.keys.values()], 'ListKeys', input);
  return { Keys: items.map(({ keyId, arn }) => ({ KeyId: keyId, KeyArn: arn })), ...rest };
};
