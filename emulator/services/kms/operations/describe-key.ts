import type { Operation } from '../../../service/service.ts';
import { findKey } from '../find-key.ts';
import { keyMetadata } from '../key-metadata.ts';
import type { KmsPlace } from '../state.ts';

export const describeKey: Operation<{ KeyId: string }, KmsPlace> = ({ KeyId }, { place }) => ({
  KeyMetadata: keyMetadata(place, findKey(place, KeyId)),
});
