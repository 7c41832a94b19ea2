import type { Operation } from '../../../service/service.ts';
import { type DataKeyInput, dataKey } from './generate-data-key.ts';

export const generateDataKeyWithoutPlaintext: Operation<DataKeyInput> = (input, { world }) => {
  const { Plaintext: _, ...rest } = dataKey(world, input);
  return rest;
};
