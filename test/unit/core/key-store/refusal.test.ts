import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { inTheWay } from '../../../../core/key-store/in-the-way.ts';
import { keyStoreRefusal } from '../../../../core/key-store/refusal.ts';
import { kms } from '../../aws.ts';
import { rejection } from '../../service-errors.ts';

const details = { doing: 'creating the key store', to: 'cks-1' };
const over = { clusterId: 'cluster-1', securityGroupId: 'sg-1', tags: { 'cloudhsm-lifecycle:environment': 'production' } };

test.each([
  'CloudHsmClusterNotActiveException',
  'CloudHsmClusterNotFoundException',
  'CustomKeyStoreInvalidStateException',
  'CustomKeyStoreNotFoundException',
  'KMSInvalidStateException',
])('what KMS has not seen yet, or CloudHSM is at work on, is tried again: %s', (name) => {
  const error = rejection(name, 'told');

  expect(keyStoreRefusal(error, details)).toMatchObject({
    name: 'TransientServiceError',
    details: { ...details, problem: `${name}: told` },
    cause: error,
  });
});

test.each([
  [
    'CloudHsmClusterInvalidConfigurationException',
    'RequestRejected',
    /--group-id sg-1 .*clusterIds=cluster-1`; `npx hsm repair production` makes those that are missing/,
  ],
  ['CloudHsmClusterNotRelatedException', 'KeyStoreUnrelated', /another is made over cluster-1$/],
  ['IncorrectTrustAnchorException', 'RequestRejected', /^provision the environment: /],
  ['LimitExceededException', 'QuotaReached', /"Custom key stores" of AWS KMS is 10/],
])('what KMS refuses for good is told with what to do about it: %s', (name, error, remedy) => {
  expect(keyStoreRefusal(rejection(name, 'told'), details, over)).toMatchObject({
    name: error,
    details: { ...details, problem: `${name}: told`, remedy: expect.stringMatching(remedy) },
  });
});

test('where the cluster is not known, no id of one is made up', () => {
  for (const name of ['CloudHsmClusterInvalidConfigurationException', 'CloudHsmClusterNotRelatedException'])
    expect(keyStoreRefusal(rejection(name), details)).toMatchObject({ details: { remedy: expect.not.stringMatching(/undefined|``|=`/) } });
});

test('what says nothing of key stores is left as it is', () => {
  const error = rejection('AccessDeniedException');

  expect(keyStoreRefusal(error, details)).toBe(error);
});

test('a key manager outside AWS may have the name as well', async () => {
  kms.reset();
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-2', CustomKeyStoreName: 'keys' }] });

  await expect(
    inTheWay(rejection('CustomKeyStoreNameInUseException'), { name: 'keys', clusterId: 'cluster-1' }, details),
  ).rejects.toMatchObject({
    name: 'KeyStoreNameTaken',
    details: { problem: 'cks-2 has the name already, over a key manager outside AWS' },
  });
});
