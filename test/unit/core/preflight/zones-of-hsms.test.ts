import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { checkZonesOfHsms } from '../../../../core/preflight/zones-of-hsms.ts';
import { emptyAccount } from '../../account.ts';
import { kms } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { emptyRecord, fileOnRecord } from '../../record.ts';
import { clusterOf } from '../found-cluster.ts';

const inOneZone = { ...emptyAccount, intent: 'provision', own: clusterOf(['us-east-1a', 'us-east-1a']) };
const asked = environment({ hsmCount: 2, keyStore: { name: 'store', keys: [{ name: 'documents' }] } });

function keyStoreIs(CloudHsmClusterId: string): void {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', CloudHsmClusterId }] });
}

beforeEach(() => {
  kms.reset();
  emptyRecord();
  keyStoreIs('cluster-other');
});

test.each(['cluster-other', 'cluster-aaaaaaaaaaa'])(
  'HSMs in one zone take no key store and no new key, and how that is mended (%s)',
  async (over) => {
    keyStoreIs(over);
    expect((await checkZonesOfHsms(asked, inOneZone)).problems).toEqual([
      {
        path: 'keyStore',
        problem: 'the 2 HSMs of cluster-aaaaaaaaaaa are all in us-east-1a, and KMS makes key stores and keys over two zones',
        remedy: expect.stringMatching(/^`npx hsm scale production --hsms 3` makes .*`npx hsm scale production --hsms 2` removes/),
      },
    ]);
  },
);

test.each<[string, Partial<typeof inOneZone>, object]>([
  ['stand in two', { own: clusterOf(['us-east-1a', 'us-east-1b']) }, {}],
  ['are joined by another', {}, { hsmCount: 3 }],
  ['are scaled', { intent: 'scale' }, {}],
  ['serve no key store', {}, { keyStore: undefined }],
])('nothing is said where they %s', async (_, facts, changes) => {
  expect((await checkZonesOfHsms({ ...asked, ...changes }, { ...inOneZone, ...facts })).problems).toEqual([]);
});

test('keys and key store that stand are served from one zone, too', async () => {
  fileOnRecord({}, { 'key documents': 'arn:key' });
  keyStoreIs('cluster-aaaaaaaaaaa');
  expect((await checkZonesOfHsms(asked, inOneZone)).problems).toEqual([]);
});
