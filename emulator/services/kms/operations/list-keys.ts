import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { KmsPlace } from '../state.ts';

export const listKeys: Operation<{ Limit?: number; Marker?: string }, KmsPlace> = {
  run(input, { place }) {
    const { items, ...rest } = page([...place.kms.keys.values()], 'ListKeys', input);
    return { Keys: items.map(({ keyId, arn }) => ({ KeyId: keyId, KeyArn: arn })), ...rest };
  },
};
