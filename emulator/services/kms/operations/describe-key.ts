import type { Operation } from '../../../service/service.ts';
import { findKey } from '../find-key.ts';
import { keyMetadata } from '../key-metadata.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const describeKey: Operation<{ KeyId: string }, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run: ({ KeyId }, { place }) => ({
    KeyMetadata: keyMetadata(place, findKey(place, KeyId)),
  }),
};
