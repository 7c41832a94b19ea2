import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkOrigin } from '../key-usage.ts';
import { remove } from '../material/imported-material.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

/** The current material, or that of an id, also of a key that waits for its deletion. What is gone already is no mistake. */
export const deleteImportedKeyMaterial: Operation<{ KeyId: string; KeyMaterialId?: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId, KeyMaterialId }, { place }) {
    const key = findKeyById(place, KeyId);
    checkOrigin(key, 'EXTERNAL');
    const material =
      KeyMaterialId === undefined ? key.materials.at(-1) : [...key.materials, key.pending].find((one) => one?.id === KeyMaterialId);
    if (KeyMaterialId !== undefined && !material)
      throw new AwsError('NotFoundException', `Key material '${KeyMaterialId}' does not exist in ${key.arn}`);
    if (material) remove(key, material);
    return { KeyId: key.arn, KeyMaterialId: material?.id };
  },
};
