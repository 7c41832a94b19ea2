import {
  ConnectCustomKeyStoreCommand,
  CreateCustomKeyStoreCommand,
  type CreateCustomKeyStoreCommandInput,
  DescribeCustomKeyStoresCommand,
  DisconnectCustomKeyStoreCommand,
} from '@aws-sdk/client-kms';
import type { Cluster } from '../../../emulator/services/cloudhsmv2/cluster.ts';
import type { HsmUser } from '../../../emulator/services/cloudhsmv2/hsm-user.ts';
import type { kmsWithCluster } from './key-store.ts';

export type Setting = Awaited<ReturnType<typeof kmsWithCluster>>;

export async function createStore({ kms, input }: Setting, change: Partial<CreateCustomKeyStoreCommandInput> = {}): Promise<string> {
  const { CustomKeyStoreId } = await kms.send(new CreateCustomKeyStoreCommand({ ...input, ...change }));
  return CustomKeyStoreId!;
}

export async function describeStore({ kms }: Setting, CustomKeyStoreId: string) {
  const { CustomKeyStores } = await kms.send(new DescribeCustomKeyStoresCommand({ CustomKeyStoreId }));
  return CustomKeyStores![0]!;
}

export async function connect(setting: Setting, CustomKeyStoreId: string) {
  await setting.kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
  await setting.home.clock.idle();
  return await describeStore(setting, CustomKeyStoreId);
}

export async function disconnect(setting: Setting, CustomKeyStoreId: string) {
  await setting.kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
  await setting.home.clock.idle();
}

export const kmsusers = (cluster: Cluster): HsmUser[] => cluster.hsms.flatMap(({ users }) => users);
