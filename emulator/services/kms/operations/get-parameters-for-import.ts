import { createPublicKey } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import { checkOrigin } from '../key-usage.ts';
import { importParameters } from '../material/import-parameters.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  KeyId: string;
  WrappingAlgorithm: string;
  WrappingKeySpec: string;
}

export const getParametersForImport: Operation<Input, KmsPlace> = {
  resources: onKey,
  run({ KeyId, WrappingAlgorithm, WrappingKeySpec }, { place }) {
    const key = findKeyById(place, KeyId);
    checkOrigin(key, 'EXTERNAL');
    checkNotPendingDeletion(key);
    if (WrappingAlgorithm === 'RSAES_PKCS1_V1_5' || WrappingAlgorithm === 'SM2PKE' || WrappingKeySpec === 'SM2') {
      const how = `${WrappingAlgorithm} under a wrapping key of the spec ${WrappingKeySpec}`;
      throw new AwsError('UnsupportedOperationException', `Key material that is wrapped by ${how} is not emulated.`);
    }
    const { token, wrappingKey, validTo } = importParameters(place, key, WrappingAlgorithm, WrappingKeySpec);
    const PublicKey = createPublicKey(wrappingKey).export({ format: 'der', type: 'spki' });
    return { KeyId: key.arn, ImportToken: token, PublicKey, ParametersValidTo: validTo };
  },
};
