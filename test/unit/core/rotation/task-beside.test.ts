import { beforeEach, expect, test } from 'vitest';
import { readRecord } from '../../../../core/record/file.ts';
import { taskBeside } from '../../../../core/rotation/task-beside.ts';
import { environment } from '../../environments.ts';
import { emptyRecord, fileOnRecord } from '../../record.ts';
import { clusterOf } from '../found-cluster.ts';

const cluster = { ...clusterOf(['us-east-1a']), securityGroupId: 'sg-cluster' };
const users = { admin: 'arn:admin', application: 'arn:application' };
const anchored = { trustAnchor: 'arn:root', trustAnchorSha256: 'abcd' };

async function record(attributes: Record<string, string> = anchored) {
  fileOnRecord({}, attributes);
  return { ...(await readRecord('production')), environment: environment() };
}

beforeEach(emptyRecord);

test('the task runs where the file says, reaches the HSMs by the group of the cluster, and leaves kmsuser alone', async () => {
  const { subnetIds, activation } = environment();

  expect(taskBeside(cluster, await record({ ...anchored, keyStoreId: 'cks-1' }), users)).toEqual({
    subnetIds,
    securityGroupIds: ['sg-cluster', ...activation.securityGroupIds],
    request: {
      clusterId: 'cluster-aaaaaaaaaaa',
      users,
      trustAnchor: 'arn:root',
      kmsUser: 'leave',
      keyStoreId: 'cks-1',
      securityGroupId: 'sg-cluster',
    },
  });
});

test('without a key store it is told of none', async () => {
  expect(taskBeside(cluster, await record(), users).request).not.toHaveProperty('keyStoreId');
});

test.each<[string, Record<string, string>, Record<string, string>]>([
  ['trust anchor', {}, users],
  ['admin', anchored, { application: 'arn:application' }],
])('where the record knows no %s nothing can be done on the HSMs, and provisioning puts it there', async (_, attributes, known) => {
  const on = await record(attributes);

  expect(() => taskBeside(cluster, on, known)).toThrow(
    expect.objectContaining({
      name: 'EnvironmentIncomplete',
      details: expect.objectContaining({ to: 'cluster-aaaaaaaaaaa', remedy: expect.stringMatching(/^provision the environment once/) }),
    }),
  );
});
