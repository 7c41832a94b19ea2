import type { Operation } from '../../../service/service.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';
import { type DataKeyPairInput, dataKeyPair } from './generate-data-key-pair.ts';

export const generateDataKeyPairWithoutPlaintext: Operation<DataKeyPairInput, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run(input, { place }) {
    const { PrivateKeyPlaintext: _, ...rest } = dataKeyPair(place, input, 'GenerateDataKeyPairWithoutPlaintext');
    return rest;
  },
};
