import { DeleteCustomKeyStoreCommand, DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/delete-key-store.ts';
import { kms } from '../aws.ts';
import { clusterId } from '../clusters.ts';
import { execution, lease } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const CustomKeyStoreId = 'cks-aaaaaaaaaaaaaaaaa';
const deletion = () => handler({ environment: 'production', lease, clusterId }, context);
const deleted = () => kms.commandCalls(DeleteCustomKeyStoreCommand).map(({ args }) => args[0].input.CustomKeyStoreId);
const store = (CloudHsmClusterId: string) => ({ CustomKeyStores: [{ CustomKeyStoreId, CloudHsmClusterId }] });

beforeEach(() => {
  kms.reset();
  emptyRecord();
  fileOnRecord({}, { clusterId, keyStoreId: CustomKeyStoreId });
  leaseHeldBy(execution);
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] });
  kms.on(DeleteCustomKeyStoreCommand).resolves({});
});

test('a key store that the list does not show yet is known by the record', async () => {
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId }).resolves(store(clusterId));
  await deletion();
  expect(deleted()).toEqual([CustomKeyStoreId]);
});

test('one that is gone, or stands over another cluster, is left alone', async () => {
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId }).rejects(rejection('CustomKeyStoreNotFoundException'));
  await deletion();
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId }).resolves(store('cluster-bbbbbbbbbbb'));
  await deletion();
  expect(deleted()).toEqual([]);
});
