import { ConnectCustomKeyStoreCommand, DisconnectCustomKeyStoreCommand, UpdateCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createAcl } from '../../../emulator/services/ec2/network-acls.ts';
import { kmsWithCluster, password } from './key-store.ts';
import { connect, createStore, describeStore, disconnect, kmsusers, type Setting } from './steps.ts';

describe('ConnectCustomKeyStore', () => {
  it('returns at once, connects in its time, and gives kmsuser a password that only KMS knows', async () => {
    const setting = await kmsWithCluster();
    const { home, cluster } = setting;
    const id = await createStore(setting);
    const began = home.clock.now();
    const hold = home.clock.hold();
    await setting.kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: id }));
    expect(await describeStore(setting, id)).toMatchObject({ ConnectionState: 'CONNECTING' });
    hold.release();
    await home.clock.idle();
    expect(await describeStore(setting, id)).toMatchObject({ ConnectionState: 'CONNECTED' });
    const seconds = (home.clock.now() - began) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(300);
    expect(seconds).toBeLessThanOrEqual(1200);
    expect(home.work.seconds(began, home.clock.now())).toBeCloseTo(seconds);
    const passwords = new Set(kmsusers(cluster).map((user) => user.password));
    expect(passwords.size).toBe(1);
    expect([...passwords][0]).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(passwords.has(password)).toBe(false);
  });

  it('connects again with the password that it set itself, and rotates it again', async () => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting);
    await connect(setting, id);
    const first = kmsusers(setting.cluster)[0]!.password;
    await disconnect(setting, id);
    expect(await connect(setting, id)).toMatchObject({ ConnectionState: 'CONNECTED' });
    expect(kmsusers(setting.cluster)[0]!.password).not.toBe(first);
  });

  it.each([
    [
      'INVALID_CREDENTIALS',
      ({ cluster }) => {
        kmsusers(cluster)[1]!.password = 'changed-by-people';
      },
    ],
    [
      'USER_NOT_FOUND',
      ({ cluster }) => {
        cluster.hsms[1]!.users = [];
      },
    ],
    [
      'USER_LOCKED_OUT',
      ({ cluster }) => {
        kmsusers(cluster)[0]!.locked = true;
      },
    ],
    [
      'INSUFFICIENT_CLOUDHSM_HSMS',
      ({ cluster }) => {
        cluster.hsms = [];
      },
    ],
    [
      'CLUSTER_NOT_FOUND',
      ({ cluster }) => {
        cluster.state = 'DELETED';
      },
    ],
    [
      'NETWORK_ERRORS',
      ({ cluster, home }) => {
        home.ec2.securityGroup(cluster.securityGroupId)!.ingress = [];
      },
    ],
    [
      'NETWORK_ERRORS',
      ({ home }) => {
        const closed = createAcl(home.ec2, [...home.ec2.vpcs.keys()][0]!);
        for (const subnet of home.ec2.subnets.values()) subnet.acl = { aclId: closed.aclId, associationId: 'aclassoc-1' };
      },
    ],
    [
      'SUBNET_NOT_FOUND',
      ({ cluster }) => {
        cluster.subnetMapping['us-east-1a'] = 'gone';
      },
    ],
    [
      'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET',
      ({ home }) => {
        home.ec2.subnet('subnet-0a000002')!.freeAddresses = 0;
      },
    ],
    ['INTERNAL_ERROR', ({ home }) => home.kms.failNextConnection('INTERNAL_ERROR')],
  ] as [string, (setting: Setting) => void][])('fails with %s, and wants a disconnect before the next try', async (code, damage) => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting);
    const connecting = { CustomKeyStoreId: id };
    if (code === 'INTERNAL_ERROR') damage(setting);
    const hold = setting.home.clock.hold();
    await setting.kms.send(new ConnectCustomKeyStoreCommand(connecting));
    if (code !== 'INTERNAL_ERROR') damage(setting);
    hold.release();
    await setting.home.clock.idle();
    expect(await describeStore(setting, id)).toMatchObject({ ConnectionState: 'FAILED', ConnectionErrorCode: code });
    await expect(setting.kms.send(new ConnectCustomKeyStoreCommand(connecting))).rejects.toMatchObject({
      name: 'CustomKeyStoreInvalidStateException',
    });
    await disconnect(setting, id);
    const { ConnectionState, ConnectionErrorCode } = await describeStore(setting, id);
    expect({ ConnectionState, ConnectionErrorCode }).toEqual({ ConnectionState: 'DISCONNECTED', ConnectionErrorCode: undefined });
  });

  it('is mended after wrong credentials by telling KMS the present password', async () => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting, { KeyStorePassword: 'not-the-password' });
    expect(await connect(setting, id)).toMatchObject({ ConnectionErrorCode: 'INVALID_CREDENTIALS' });
    expect(kmsusers(setting.cluster).map(({ badLogins }) => badLogins)).toEqual([1, 1]);
    await disconnect(setting, id);
    await setting.kms.send(new UpdateCustomKeyStoreCommand({ CustomKeyStoreId: id, KeyStorePassword: password }));
    expect(await connect(setting, id)).toMatchObject({ ConnectionState: 'CONNECTED' });
  });

  it('locks kmsuser out after five bad logins', async () => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting, { KeyStorePassword: 'not-the-password' });
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await connect(setting, id)).toMatchObject({ ConnectionErrorCode: 'INVALID_CREDENTIALS' });
      await disconnect(setting, id);
    }
    expect(await connect(setting, id)).toMatchObject({ ConnectionErrorCode: 'USER_LOCKED_OUT' });
  });

  it('refuses at once a cluster that is not ACTIVE or has no active HSM, and an unknown store', async () => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting);
    setting.cluster.hsms = [];
    await expect(connect(setting, id)).rejects.toMatchObject({ name: 'CloudHsmClusterInvalidConfigurationException' });
    setting.cluster.state = 'DEGRADED';
    await expect(connect(setting, id)).rejects.toMatchObject({ name: 'CloudHsmClusterNotActiveException' });
    await expect(connect(setting, 'cks-unknown')).rejects.toMatchObject({ name: 'CustomKeyStoreNotFoundException' });
  });

  it('is given up by a disconnect', async () => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting);
    const hold = setting.home.clock.hold();
    await setting.kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: id }));
    await setting.kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: id }));
    expect(await describeStore(setting, id)).toMatchObject({ ConnectionState: 'DISCONNECTING' });
    hold.release();
    await setting.home.clock.idle();
    expect(await describeStore(setting, id)).toMatchObject({ ConnectionState: 'DISCONNECTED' });
    await expect(disconnect(setting, id)).rejects.toMatchObject({ name: 'CustomKeyStoreInvalidStateException' });
    expect(kmsusers(setting.cluster)[0]!.password).toBe(password);
  });
});
