import type { Operation } from '../../../service/service.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';
import { type DataKeyInput, dataKey } from './generate-data-key.ts';

export const generateDataKeyWithoutPlaintext: Operation<DataKeyInput, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run(input, { place }) {
    const { Plaintext: _, ...rest } = dataKey(place, input, 'GenerateDataKeyWithoutPlaintext');
    return rest;
  },
};
