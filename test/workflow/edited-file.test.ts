import { DescribeKeyCommand, KMSClient, UpdateAliasCommand } from '@aws-sdk/client-kms';
import { beforeAll, expect, test } from 'vitest';
import { connection } from '../local-aws.ts';
import { type Run, sharedDeployment } from './deployment.ts';
import { ofTwoHsms } from './environment-file.ts';

const [ownCa, otherCa] = ['11111111-2222-4333-8444-555555555555', '22222222-2222-4333-8444-555555555555'];
const deployment = sharedDeployment({ account: { certificateAuthorities: [{ id: ownCa }, { id: otherCa }] } });

/** What people change in the file of an environment that stands, one thing at a time. */
const file = ofTwoHsms('edited');
let standing: Run;

beforeAll(async () => {
  standing = await deployment().run(file);
  expect(standing.status).toBe('SUCCEEDED');
}, 60_000);

test('tags are given another value, and added; what the file names no more stays', async () => {
  const tags = { Environment: 'Testing', Owner: 'payments' };
  expect(await deployment().run({ ...file, tags })).toMatchObject({ status: 'SUCCEEDED', output: { created: [] } });
  expect(tagsOfCluster()).toMatchObject({ ...tags, Name: 'prod-hsm-cluster', 'cloudhsm-lifecycle:environment': 'edited' });

  expect(await deployment().run(file)).toMatchObject({ status: 'SUCCEEDED' });
  expect(tagsOfCluster()).toMatchObject({ ...file.tags, Owner: 'payments' });
});

test('a key gets another description', async () => {
  const keyStore = { ...file.keyStore, keys: [{ name: 'documents', description: 'Of contracts' }] };
  expect(await deployment().run({ ...file, keyStore })).toMatchObject({ status: 'SUCCEEDED', output: { created: [] } });
  expect(await described()).toMatchObject({ Description: 'Of contracts', Arn: standing.output.keyStore!.keyArn });
});

test('another CA signs nothing any more, and that is said', async () => {
  const arn = `arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/${otherCa}`;
  expect(await deployment().run({ ...file, certificateAuthority: { type: 'acm-pca', arn } })).toMatchObject({
    status: 'SUCCEEDED',
    output: { warnings: [{ path: 'certificateAuthority', problem: expect.stringContaining('has its certificate for life') }] },
  });
});

test('an alias that somebody has given to another key is followed, and said once', async () => {
  const more = { ...file, keyStore: { ...file.keyStore, keys: [...file.keyStore.keys, { name: 'archive' }] } };
  expect((await deployment().run(more)).status).toBe('SUCCEEDED');
  const { Arn } = await described('archive');
  const AliasName = 'alias/cloudhsm-lifecycle/dev/edited/documents';
  await person().send(new UpdateAliasCommand({ AliasName, TargetKeyId: Arn }));
  expect(await deployment().run(more)).toMatchObject({
    status: 'SUCCEEDED',
    output: {
      keyStore: { keyArn: Arn },
      warnings: [{ path: 'keyStore.keys.0', problem: expect.stringContaining(Arn!), remedy: expect.stringContaining('update-alias') }],
    },
  });
  expect((await deployment().run(more)).output.warnings).toEqual([]);
});

const person = () => new KMSClient(connection(deployment().emulator));

async function described(name = 'documents') {
  const { KeyMetadata } = await person().send(new DescribeKeyCommand({ KeyId: `alias/cloudhsm-lifecycle/dev/edited/${name}` }));
  return KeyMetadata!;
}

function tagsOfCluster(): Record<string, string> {
  const cluster = deployment().home.cloudhsmv2.clusters.get(standing.output.cluster.id)!;
  return Object.fromEntries(cluster.tags);
}
