import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/prepare-proof.ts';
import { cloudhsm, secretsManager } from '../aws.ts';
import { type Certified, certify, fingerprint } from '../certificates.ts';
import { describedCluster } from '../clusters.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, usersOnRecord } from '../record.ts';

const restored = 'cluster-restored';
const prepare = () => handler({ environment: 'production', clusterId: restored, canaryVersion: 'version-1' }, context);

/** The restored cluster carries a certificate of this owner's making; none without. */
async function carries(certified?: Omit<Certified, 'owner' | 'ca'>): Promise<void> {
  const Certificates = certified && { ClusterCertificate: await certify({ owner: 'HSM', ca: false, ...certified }) };
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ ClusterId: restored, ...(Certificates && { Certificates }) })] });
}

beforeEach(async () => {
  for (const client of [cloudhsm, secretsManager]) client.reset();
  const root = await certify({ owner: 'organisation' });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:anchor' }).resolves({ SecretString: root });
  emptyRecord();
  fileOnRecord({}, { clusterId: 'cluster-living', trustAnchor: 'arn:anchor', trustAnchorSha256: fingerprint(root) });
  usersOnRecord({ admin: 'arn:admin', lifecycle_canary: 'arn:canary' });
});

test('the task proves the canary beside the restored cluster, and knows no other user', async () => {
  await carries({ by: 'organisation' });
  expect(await prepare()).toEqual({
    subnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0bbb2222bbb2222bb', 'subnet-0ccc3333ccc3333cc'],
    securityGroupIds: ['sg-0c1c1c1c1c1c1c1c1', 'sg-0e6e55e6e55e6e55e'],
    request: {
      clusterId: restored,
      users: { lifecycle_canary: 'arn:canary' },
      trustAnchor: 'arn:anchor',
      canaryVersion: 'version-1',
      securityGroupId: 'sg-0c1c1c1c1c1c1c1c1',
    },
  });
});

test.each<[string, Omit<Certified, 'owner' | 'ca'> | undefined]>([
  ['another root has signed', { by: 'stranger' }],
  ['it has signed itself', {}],
  ['is missing', undefined],
])('a restored cluster whose certificate %s proves nothing', async (_, certified) => {
  await carries(certified);
  await expect(prepare()).rejects.toMatchObject({
    name: 'BackupNotProven',
    details: { doing: 'checking the restored cluster', to: restored },
  });
});

test('an escrowed root that is not the one on record proves nothing either', async () => {
  await carries({ by: 'stranger' });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:anchor' }).resolves({ SecretString: await certify({ owner: 'stranger' }) });
  await expect(prepare()).rejects.toMatchObject({ name: 'SecretUnusable' });
});
