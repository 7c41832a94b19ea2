import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { refuseRecipient } from '../encryption.ts';
import { checkServed } from '../material/key-material.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  NumberOfBytes?: number;
  CustomKeyStoreId?: string;
  Recipient?: object;
}

/** Of KMS, or of the cluster of a custom key store. */
export const generateRandom: Operation<Input, KmsPlace> = {
  run({ NumberOfBytes, CustomKeyStoreId, Recipient }, { place }) {
    if (NumberOfBytes === undefined) throw new AwsError('ValidationException', 'NumberOfBytes is required.');
    refuseRecipient(Recipient);
    if (CustomKeyStoreId !== undefined) {
      const store = place.kms.customKeyStore(CustomKeyStoreId);
      if (store.state !== 'CONNECTED') {
        throw new AwsError(
          'CustomKeyStoreInvalidStateException',
          `The custom key store ${store.id} is ${store.state}; it must be CONNECTED to generate random bytes.`,
        );
      }
      checkServed(place, store);
    }
    return { Plaintext: place.random.bytes(NumberOfBytes, 'kms', 'random', place.kms.created.randoms++) };
  },
};
