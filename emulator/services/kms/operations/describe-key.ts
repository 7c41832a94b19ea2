import type { Operation } from '../../../service/service.ts';
import { findKey } from '../find-key.ts';
import { keyMetadata } from '../key-metadata.ts';

export const describeKey: Operation<{ KeyId: string }> = ({ KeyId }, { world }) => ({
  KeyMetadata: keyMetadata(world, findKey(world, KeyId)),
});
