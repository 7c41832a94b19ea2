import { type CreateCustomKeyStoreCommandInput, DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { activeCluster, kmsWithCluster } from './key-store.ts';
import { connect, createStore, describeStore, type Setting } from './steps.ts';

describe('CreateCustomKeyStore', () => {
  it('creates a disconnected store', async () => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting);
    expect(await describeStore(setting, id)).toMatchObject({
      CustomKeyStoreName: 'hsm-keys',
      CloudHsmClusterId: setting.cluster.clusterId,
      ConnectionState: 'DISCONNECTED',
      CustomKeyStoreType: 'AWS_CLOUDHSM',
      TrustAnchorCertificate: setting.cluster.trustAnchor,
    });
  });

  it('gives the same id again for the same values, until the store is connected', async () => {
    const setting = await kmsWithCluster();
    const id = await createStore(setting);
    expect(await createStore(setting)).toBe(id);
    await expect(createStore(setting, { KeyStorePassword: 'another-1' })).rejects.toMatchObject({
      name: 'CustomKeyStoreNameInUseException',
    });
    await connect(setting, id);
    await expect(createStore(setting)).rejects.toMatchObject({ name: 'CustomKeyStoreNameInUseException' });
  });

  it.each([
    ['an unknown cluster', () => ({ CloudHsmClusterId: 'cluster-bbbbbbbbbbb' }), 'CloudHsmClusterNotFoundException'],
    [
      'a cluster that is not ACTIVE',
      ({ cluster }) => {
        cluster.state = 'INITIALIZED';
      },
      'CloudHsmClusterNotActiveException',
    ],
    [
      'one active HSM',
      ({ cluster }) => {
        cluster.hsms[1]!.state = 'DEGRADED';
      },
      'CloudHsmClusterInvalidConfigurationException',
    ],
    [
      'two HSMs in one zone',
      ({ cluster }) => {
        cluster.hsms[1]!.availabilityZone = cluster.hsms[0]!.availabilityZone;
      },
      'CloudHsmClusterInvalidConfigurationException',
    ],
    [
      'a security group without the default rules',
      ({ cluster, home }) => {
        home.ec2.securityGroup(cluster.securityGroupId)!.egress = [];
      },
      'CloudHsmClusterInvalidConfigurationException',
    ],
    [
      'another trust anchor',
      ({ home }) => ({ TrustAnchorCertificate: home.cloudhsmv2.hardwareRoots().aws }),
      'IncorrectTrustAnchorException',
    ],
    ['a trust anchor over 5,000 characters', () => ({ TrustAnchorCertificate: 'x'.repeat(5001) }), 'ValidationException'],
    ['a password under 7 characters', () => ({ KeyStorePassword: 'abcdef' }), 'ValidationException'],
    ['no password', () => ({ KeyStorePassword: undefined }), 'ValidationException'],
  ] as [string, (setting: Setting) => Partial<CreateCustomKeyStoreCommandInput> | undefined, string][])(
    'refuses %s',
    async (_, arrange, name) => {
      const setting = await kmsWithCluster();
      await expect(createStore(setting, arrange(setting) ?? {})).rejects.toMatchObject({ name });
      expect((await setting.kms.send(new DescribeCustomKeyStoresCommand({}))).CustomKeyStores).toEqual([]);
    },
  );

  it('refuses a cluster in use, or that shares a backup history with one in use', async () => {
    const setting = await kmsWithCluster();
    await createStore(setting);
    await expect(createStore(setting, { CustomKeyStoreName: 'second' })).rejects.toMatchObject({ name: 'CloudHsmClusterInUseException' });
    const restored = await activeCluster(setting.emulator, 'cluster-ccccccccccc');
    const other = { CustomKeyStoreName: 'second', CloudHsmClusterId: restored.clusterId };
    restored.history = setting.cluster.history;
    await expect(createStore(setting, other)).rejects.toMatchObject({ name: 'CloudHsmClusterInUseException' });
    restored.history = restored.clusterId;
    await expect(createStore(setting, other)).resolves.toMatch(/^cks-/);
  });

  it('keeps to the quota', async () => {
    const setting = await kmsWithCluster({ quotas: { customKeyStores: 0 } });
    await expect(createStore(setting)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });
});
