import {
  CreateKeyCommand,
  DeleteCustomKeyStoreCommand,
  ScheduleKeyDeletionCommand,
  UpdateCustomKeyStoreCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { activeCluster, kmsWithCluster } from './key-store.ts';
import { connect, createStore, describeStore, disconnect } from './steps.ts';

describe('UpdateCustomKeyStore', () => {
  it('moves a store to a cluster restored from a backup, and to no other', async () => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting);
    const restored = await activeCluster(setting.emulator, 'cluster-ccccccccccc');
    const move = () =>
      setting.kms.send(
        new UpdateCustomKeyStoreCommand({ CustomKeyStoreId: id, CloudHsmClusterId: restored.clusterId, NewCustomKeyStoreName: 'moved' }),
      );
    await expect(move()).rejects.toMatchObject({ name: 'CloudHsmClusterNotRelatedException' });
    restored.history = setting.cluster.history;
    setting.cluster.state = 'DELETED';
    await move();
    expect(await describeStore(setting, id)).toMatchObject({ CloudHsmClusterId: restored.clusterId, CustomKeyStoreName: 'moved' });
  });

  it('takes a free name, and anything else while the store is DISCONNECTED only', async () => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting);
    const other = await activeCluster(setting.emulator, 'cluster-ccccccccccc');
    await createStore(setting, { CustomKeyStoreName: 'taken', CloudHsmClusterId: other.clusterId });
    const rename = (NewCustomKeyStoreName: string) =>
      setting.kms.send(new UpdateCustomKeyStoreCommand({ CustomKeyStoreId: id, NewCustomKeyStoreName }));
    await expect(rename('taken')).rejects.toMatchObject({ name: 'CustomKeyStoreNameInUseException' });
    await connect(setting, id);
    await rename('free');
    expect(await describeStore(setting, id)).toMatchObject({ CustomKeyStoreName: 'free', ConnectionState: 'CONNECTED' });
    const password = new UpdateCustomKeyStoreCommand({
      CustomKeyStoreId: id,
      NewCustomKeyStoreName: 'other',
      KeyStorePassword: 'kmsPassw0rd',
    });
    await expect(setting.kms.send(password)).rejects.toMatchObject({ name: 'CustomKeyStoreInvalidStateException' });
  });
});

describe('DeleteCustomKeyStore', () => {
  it('takes a disconnected store without keys', async () => {
    const setting = await kmsWithCluster();
    const CustomKeyStoreId = await createStore(setting);
    const remove = () => setting.kms.send(new DeleteCustomKeyStoreCommand({ CustomKeyStoreId }));
    await connect(setting, CustomKeyStoreId);
    await expect(remove()).rejects.toMatchObject({ name: 'CustomKeyStoreInvalidStateException' });
    const { KeyMetadata } = await setting.kms.send(new CreateKeyCommand({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId }));
    await expect(remove()).rejects.toMatchObject({ name: 'CustomKeyStoreHasCMKsException' });
    await setting.kms.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata!.KeyId, PendingWindowInDays: 7 }));
    await expect(remove()).rejects.toMatchObject({ name: 'CustomKeyStoreHasCMKsException' });
    expect(setting.cluster.keys.size).toBe(1);
    await setting.home.clock.advance(7 * 24 * 3600 + 1);
    expect(setting.cluster.keys.size).toBe(0);
    await disconnect(setting, CustomKeyStoreId);
    await remove();
    await expect(describeStore(setting, CustomKeyStoreId)).rejects.toMatchObject({ name: 'CustomKeyStoreNotFoundException' });
  });
});
