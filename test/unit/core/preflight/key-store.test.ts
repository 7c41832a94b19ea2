import { type CustomKeyStoresListEntry, DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import type { Environment } from '../../../../core/environment/environment.ts';
import { checkKeyStore } from '../../../../core/preflight/key-store.ts';
import { emptyAccount } from '../../account.ts';
import { kms } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { emptyRecord, fileOnRecord } from '../../record.ts';

const wanted = environment();

const own = cluster('cluster-aaaaaaaaaaa');

function cluster(clusterId: string, certificate?: string): Cluster {
  return { clusterId, certificates: { cluster: certificate } } as Cluster;
}

async function problems(checked: Environment, clusters: Cluster[], own: Cluster | undefined) {
  return (await checkKeyStore(checked, { ...emptyAccount, clusters, own })).problems;
}

function keyStore(CustomKeyStoreId: string, CustomKeyStoreName: string, CloudHsmClusterId?: string): CustomKeyStoresListEntry {
  return { CustomKeyStoreId, CustomKeyStoreName, CloudHsmClusterId };
}

function keyStoresAre(...CustomKeyStores: CustomKeyStoresListEntry[]): void {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores });
}

beforeEach(() => {
  kms.reset();
  emptyRecord();
  Object.assign(process.env, { KEY_STORE_QUOTA: '10', AWS_REGION: 'us-east-1' });
  keyStoresAre();
});

test('a file that names its key store no more is warned of: nobody watches it any longer', async () => {
  fileOnRecord(environment(), { keyStoreId: 'cks-1' });
  keyStoresAre(keyStore('cks-1', 'store', own.clusterId));
  const without = environment({ keyStore: undefined });

  expect(await checkKeyStore(without, { ...emptyAccount, clusters: [own], own })).toEqual({
    problems: [],
    warnings: [
      {
        path: 'keyStore',
        problem: expect.stringContaining('the cluster has the key store store (cks-1), which the file does not name'),
        remedy: expect.stringContaining('`aws kms delete-custom-key-store --custom-key-store-id cks-1`'),
      },
    ],
  });
  keyStoresAre(keyStore('cks-1', 'store', 'cluster-other'));
  expect(await checkKeyStore(without, { ...emptyAccount, clusters: [own], own })).toEqual({ problems: [], warnings: [] });
});

test('a key store that stands keeps two HSMs, whether the file names it or not', async () => {
  fileOnRecord(environment(), { keyStoreId: 'cks-1' });
  keyStoresAre(keyStore('cks-1', 'store', own.clusterId));
  const scaledTo = async (hsms: number) =>
    (await checkKeyStore(environment({ keyStore: undefined }), { ...emptyAccount, clusters: [own], own, changes: { hsms } })).problems;

  expect(await scaledTo(1)).toMatchObject([{ path: 'hsmCount', problem: expect.stringContaining('KMS needs two active HSMs for store') }]);
  expect([await scaledTo(0), await scaledTo(2)]).toEqual([[], []]);
});

test('a new key store with a free name can be had, with a cluster and before there is one', async () => {
  expect(await problems(wanted, [], undefined)).toEqual([]);
  expect(await problems(wanted, [own], own)).toEqual([]);
});

test('asks KMS nothing where the file wants no key store', async () => {
  expect(await problems(environment({ keyStore: undefined }), [own], own)).toEqual([]);
  expect(kms.calls()).toHaveLength(0);
});

test('a region without key stores is told before anything is created', async () => {
  process.env.AWS_REGION = 'eu-south-2';

  expect(await problems(wanted, [], undefined)).toEqual([
    {
      path: 'keyStore',
      problem: 'KMS has no CloudHSM key stores in eu-south-2, though CloudHSM is there',
      remedy: expect.stringContaining('leave it out'),
    },
  ]);
});

test('the key store that the cluster has is meant, whatever stands beside it', async () => {
  process.env.KEY_STORE_QUOTA = '2';
  keyStoresAre(keyStore('cks-2', 'other', 'cluster-bbbbbbbbbbb'), keyStore('cks-1', 'hsm-backed-keystore', own.clusterId));

  expect(await problems(wanted, [own], own)).toEqual([]);
});

test('another name than that of the key store that the cluster has is refused, with the name to write', async () => {
  keyStoresAre(keyStore('cks-1', 'standing', own.clusterId));

  expect(await problems(wanted, [own], own)).toEqual([
    {
      path: 'keyStore.name',
      problem: 'the cluster has the key store standing (cks-1)',
      remedy: 'write its name: a cluster has one key store at most',
    },
  ]);
});

test('finds the key store of the cluster on a later page', async () => {
  kms
    .on(DescribeCustomKeyStoresCommand)
    .resolves({ CustomKeyStores: [keyStore('cks-2', 'other', 'c')], Truncated: true, NextMarker: 'more' });
  kms.on(DescribeCustomKeyStoresCommand, { Marker: 'more' }).resolves({ CustomKeyStores: [keyStore('cks-1', 'standing', own.clusterId)] });

  expect(await problems(wanted, [own], own)).toMatchObject([{ problem: expect.stringContaining('cks-1') }]);
});

test.each([
  ['over another cluster', 'cluster-bbbbbbbbbbb', 'over cluster-bbbbbbbbbbb'],
  ['outside AWS', undefined, 'over a key manager outside AWS'],
])('a name that a key store %s has is taken', async (_, clusterId, says) => {
  keyStoresAre(keyStore('cks-1', 'hsm-backed-keystore', clusterId));

  for (const cluster of [own, undefined]) {
    expect(await problems(wanted, [own], cluster)).toEqual([
      {
        path: 'keyStore.name',
        problem: `cks-1 has the name hsm-backed-keystore already, ${says}`,
        remedy: 'choose another name: it is unique in an account and region',
      },
    ]);
  }
});

test('where the cluster is gone, its own key store points to a restore, and not to another name', async () => {
  fileOnRecord({}, { keyStoreId: 'cks-1' });
  keyStoresAre(keyStore('cks-1', 'hsm-backed-keystore', 'cluster-ddddddddddd'));

  expect(await problems(wanted, [], undefined)).toEqual([
    {
      path: 'keyStore.name',
      problem: "hsm-backed-keystore (cks-1) is the environment's own, and CloudHSM does not show its cluster cluster-ddddddddddd",
      remedy: expect.stringContaining('`npx hsm restore production` brings it back from its newest backup'),
    },
  ]);
});

test('a cluster from the same backup as one with a key store cannot have another', async () => {
  const [restored, original] = [cluster('cluster-aaaaaaaaaaa', 'certificate'), cluster('cluster-bbbbbbbbbbb', 'certificate')];
  keyStoresAre(keyStore('cks-1', 'other', original.clusterId));

  expect(await problems(wanted, [restored, original], restored)).toEqual([
    {
      path: 'keyStore',
      problem: 'cks-1 stands over cluster-bbbbbbbbbbb, which has its backup history in common with cluster-aaaaaaaaaaa',
      remedy: expect.stringContaining('leave it out'),
    },
  ]);
});

test.each([
  ['0', 0],
  ['2', 2],
])('a quota of %s is used up by as many key stores', async (quota, standing) => {
  process.env.KEY_STORE_QUOTA = quota;
  keyStoresAre(...Array.from({ length: standing }, (_, index) => keyStore(`cks-${index}`, `other-${index}`, `cluster-${index}`)));

  expect(await problems(wanted, [own], own)).toEqual([
    {
      path: 'keyStore',
      problem: `the region has ${quota} custom key stores and its quota is ${quota}`,
      remedy: expect.stringContaining(`--param keyStoreQuota=${standing + 1}\``),
    },
  ]);
});
