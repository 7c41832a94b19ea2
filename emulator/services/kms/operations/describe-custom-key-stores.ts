import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { CustomKeyStore } from '../key-stores/custom-key-store.ts';
import { page } from '../page.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  CustomKeyStoreId?: string;
  CustomKeyStoreName?: string;
  Limit?: number;
  Marker?: string;
}

export const describeCustomKeyStores: Operation<Input, KmsPlace> = {
  run(input, { place }) {
    const { CustomKeyStoreId: id, CustomKeyStoreName: name } = input;
    if (id !== undefined && name !== undefined)
      throw new AwsError('ValidationException', 'Give CustomKeyStoreId or CustomKeyStoreName, not both.');
    const found = [...place.kms.customKeyStores.values()].filter(
      (store) => (id ?? store.id) === store.id && (name ?? store.name) === store.name,
    );
    if (found.length === 0 && (id ?? name) !== undefined) {
      throw new AwsError('CustomKeyStoreNotFoundException', `The custom key store ${id ?? name} does not exist.`);
    }
    const { items, ...rest } = page(found, 'DescribeCustomKeyStores', input);
    return { CustomKeyStores: items.map(entry), ...rest };
  },
};

function entry(store: CustomKeyStore) {
  return {
    CustomKeyStoreId: store.id,
    CustomKeyStoreName: store.name,
    CloudHsmClusterId: store.clusterId,
    TrustAnchorCertificate: store.trustAnchor,
    ConnectionState: store.state,
    ConnectionErrorCode: store.errorCode,
    CreationDate: store.createdAt,
    CustomKeyStoreType: 'AWS_CLOUDHSM',
  };
}
