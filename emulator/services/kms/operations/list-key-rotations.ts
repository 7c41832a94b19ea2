import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkRotatable } from '../key-rotation.ts';
import { page } from '../page.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  KeyId: string;
  IncludeKeyMaterial?: 'ALL_KEY_MATERIAL' | 'ROTATIONS_ONLY';
  Limit?: number;
  Marker?: string;
}

/** Without the material that the key was created with, unless all is asked for. */
export const listKeyRotations: Operation<Input, KmsPlace> = {
  resources: onKey,
  run(input, { place }) {
    const key = findKeyById(place, input.KeyId);
    checkRotatable(key);
    const all = input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL';
    const listed = key.materials.filter(({ rotation }) => all || rotation);
    const { items, ...rest } = page(listed, 'ListKeyRotations', input);
    const Rotations = items.map((material) => ({
      KeyId: key.keyId,
      KeyMaterialId: material.id,
      KeyMaterialState: material === key.materials.at(-1) ? 'CURRENT' : 'NON_CURRENT',
      RotationDate: material.rotation?.at,
      RotationType: material.rotation?.type,
    }));
    return { Rotations, ...rest };
  },
};
