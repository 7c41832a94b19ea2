import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import type { Imported, Key, KeyMaterial } from '../key.ts';
import { expiration } from '../key-metadata.ts';
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
    checkRotatable(key, ['AWS_KMS', 'EXTERNAL']);
    const all = input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL';
    const listed = [...key.materials.filter(({ rotation }) => all || rotation), ...(all && key.pending ? [key.pending] : [])];
    const { items, ...rest } = page(listed, 'ListKeyRotations', input);
    const Rotations = items.map((material) => ({
      KeyId: key.arn,
      KeyMaterialId: material.id,
      KeyMaterialState: stateOf(key, material),
      ...(material.imported && shownImport(material.imported)),
      RotationDate: material.rotation?.at,
      RotationType: material.rotation?.type,
    }));
    return { Rotations, ...rest };
  },
};

function stateOf({ materials, pending }: Key, material: KeyMaterial): string {
  if (material === pending) return 'PENDING_ROTATION';
  return material === materials.at(-1) ? 'CURRENT' : 'NON_CURRENT';
}

function shownImport(imported: Imported) {
  const { description, gone } = imported;
  return { KeyMaterialDescription: description, ImportState: gone ? 'PENDING_IMPORT' : 'IMPORTED', ...expiration(imported) };
}
