import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { unwrapped } from '../cryptography/wrapped-material.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import { checkOrigin } from '../key-usage.ts';
import { parametersOf } from '../material/import-parameters.ts';
import { type ImportRequest, takeIn } from '../material/imported-material.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

/** API reference, "ValidTo". */
const longest = 365 * 24 * 3600_000;

interface Input {
  KeyId: string;
  ImportToken: Buffer;
  EncryptedKeyMaterial: Buffer;
  ExpirationModel?: string;
  ValidTo?: Date;
  ImportType?: ImportRequest['type'];
  KeyMaterialDescription?: string;
  KeyMaterialId?: string;
}

export const importKeyMaterial: Operation<Input, KmsPlace> = {
  resources: onKey,
  run(input, { place }) {
    const key = findKeyById(place, input.KeyId);
    checkOrigin(key, 'EXTERNAL');
    checkNotPendingDeletion(key);
    checkExpiration(input, place.clock.now());
    const { wrappingKey, algorithm } = parametersOf(place, key, input.ImportToken);
    const bytes = unwrapped(input.EncryptedKeyMaterial, wrappingKey, algorithm);
    const { ImportType: type, KeyMaterialId, KeyMaterialDescription: description, ValidTo: validTo } = input;
    const { id } = takeIn(place, key, bytes, { type, id: KeyMaterialId, description, validTo });
    return { KeyId: key.arn, KeyMaterialId: id };
  },
};

function checkExpiration({ ExpirationModel = 'KEY_MATERIAL_EXPIRES', ValidTo }: Input, now: number): void {
  const expires = ExpirationModel === 'KEY_MATERIAL_EXPIRES';
  if (expires && !ValidTo) throw invalid('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES');
  if (!expires && ValidTo) throw invalid('A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE');
  if (ValidTo && ValidTo.getTime() <= now) throw invalid('The validTo date must be in the future');
  if (ValidTo && ValidTo.getTime() > now + longest) throw invalid('The validTo date must be within 365 days');
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
