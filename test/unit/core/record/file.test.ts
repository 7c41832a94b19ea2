import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import {
  clustersOnRecord,
  environmentOnRecord,
  forgetCluster,
  forgetCopyRegions,
  forgetTrustAnchor,
  isStanding,
  isTornDown,
  readRecord,
  recordCluster,
  recordFile,
  recordKey,
  recordKeyStore,
  recordTeardown,
  recordTrustAnchor,
  recordWithFile,
} from '../../../../core/record/file.ts';
import { rememberAddresses } from '../../../../core/record/parking.ts';
import { dynamodb } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { aMinuteLater, now, twoMinutesLater } from '../../executions.ts';
import { emptyRecord, fileOnRecord, store, stored, unansweredWrite } from '../../record.ts';

beforeEach(emptyRecord);

test('keeps the file with its hash and the time at which it was asked for, in one write', async () => {
  const file = environment({ hsmCount: 5 });

  await recordFile(file, 'aa11', now);

  expect(await readRecord('production')).toMatchObject({ environment: file, hash: 'aa11', requestedAt: now });
  expect(dynamodb.commandCalls(UpdateItemCommand)).toHaveLength(1);
});

test('a file that is asked for later takes the place of the one before, and what stands stays known', async () => {
  await recordFile(environment(), 'aa11', now);
  await recordCluster('production', 'cluster-1');

  await recordFile(environment({ hsmCount: 5 }), 'bb22', now);

  expect(await readRecord('production')).toMatchObject({ environment: { hsmCount: 5 }, hash: 'bb22', clusterId: 'cluster-1' });
});

test('knows cluster, key store, keys and trust anchor, each written by itself', async () => {
  await recordFile(environment(), 'aa11', now);
  await recordCluster('production', 'cluster-1');
  await recordKeyStore('production', 'cks-1');
  await recordKey('production', 'documents', 'arn:documents');
  await recordKey('production', 'billing/2026', 'arn:billing');
  await recordTrustAnchor('production', { secretArn: 'arn:secret', sha256: 'abcd' });

  expect(await readRecord('production')).toEqual({
    environment: environment(),
    copyRegions: [],
    hash: 'aa11',
    requestedAt: now,
    clusterId: 'cluster-1',
    clusterIds: ['cluster-1'],
    keyStoreId: 'cks-1',
    keyArns: { documents: 'arn:documents', 'billing/2026': 'arn:billing' },
    trustAnchor: { secretArn: 'arn:secret', sha256: 'abcd' },
    tornDownAt: undefined,
    formerClusters: [],
  });
});

test('another key store has none of the keys of the one before', async () => {
  await recordFile(environment(), 'aa11', now);
  await recordKey('production', 'documents', 'arn:documents');

  await recordKeyStore('production', 'cks-2');

  expect(await readRecord('production')).toMatchObject({ keyStoreId: 'cks-2', keyArns: {} });
});

test('the keys of a key store stay when it is put on record once more', async () => {
  await recordKeyStore('production', 'cks-1');
  await recordKey('production', 'documents', 'arn:documents');

  await recordKeyStore('production', 'cks-1');

  expect(await readRecord('production')).toMatchObject({ keyArns: { documents: 'arn:documents' } });
});

test('a file that is put on record late takes the place of none that was asked for since', async () => {
  const late = unansweredWrite();
  await expect(recordFile(environment(), 'aa11', now)).rejects.toThrow();
  await recordFile(environment({ hsmCount: 5 }), 'bb22', now);

  expect(late).toThrow('The conditional request failed');
  expect(await readRecord('production')).toMatchObject({ environment: { hsmCount: 5 }, hash: 'bb22' });
});

test('knows nothing of an environment that was never asked for', async () => {
  expect(await readRecord('production')).toMatchObject({
    environment: undefined,
    clusterId: undefined,
    keyArns: {},
    trustAnchor: undefined,
  });
});

test('a file of before a field existed gets its default', async () => {
  const { onFailure: _, ...older } = environment();
  store('file', { file: JSON.stringify(older) });

  expect((await environmentOnRecord('production')).onFailure).toBe('keep');
});

test('knows when the environment was torn down', async () => {
  fileOnRecord({}, { tornDownAt: now });

  expect(await readRecord('production')).toMatchObject({ tornDownAt: now });
});

test('a step that needs the file gets it with the rest of the record', async () => {
  fileOnRecord({}, { clusterId: 'cluster-1' });

  expect(await recordWithFile('production')).toMatchObject({ environment: environment(), clusterId: 'cluster-1' });
  expect(await environmentOnRecord('production')).toEqual(environment());
});

test('says what to do where no file is on record', async () => {
  await recordCluster('production', 'cluster-1');

  await expect(recordWithFile('production')).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: {
      to: 'environment production',
      problem: expect.stringMatching(/^no file of it is on record( in \S+)?$/),
      remedy:
        'where it has another name, or lives in another region, ask for that one (`npx hsm list` shows those that are here); where it is to be, provision it once with its environment file: `npx hsm init --name production` writes production.json from what stands of it and what the account has, and `npx hsm provision -f production.json` provisions it',
    },
  });
});

test.each([
  ['of another version', '{"version":0}'],
  ['that somebody has edited', '{"version": 1,'],
])('a file %s is none: a run that brings a file does not fail for it', async (_, file) => {
  fileOnRecord({}, { file, clusterId: 'cluster-1' });

  expect(await readRecord('production')).toMatchObject({ environment: undefined, clusterId: 'cluster-1' });
  await expect(recordWithFile('production')).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { problem: 'the file on record is not of a form that this version knows' },
  });
});

test('after a teardown nothing of what stood is known; file, trust anchor and the clusters of its backups are', async () => {
  await recordFile(environment(), 'aa11', now);
  await recordCluster('production', 'cluster-1');
  await recordKeyStore('production', 'cks-1');
  await recordKey('production', 'documents', 'arn:documents');
  await recordTrustAnchor('production', { secretArn: 'arn:secret', sha256: 'abcd' });
  await rememberAddresses('production', { 'us-east-1a': ['10.0.0.1'] }, now);

  await recordTeardown('production', aMinuteLater);

  expect(await readRecord('production')).toEqual({
    environment: environment(),
    hash: 'aa11',
    requestedAt: now,
    clusterId: undefined,
    clusterIds: ['cluster-1'],
    keyStoreId: undefined,
    keyArns: {},
    trustAnchor: { secretArn: 'arn:secret', sha256: 'abcd' },
    tornDownAt: aMinuteLater,
    formerClusters: ['cluster-1'],
    parking: undefined,
    copyRegions: [],
  });
});

test('a teardown of what has no cluster any more keeps the clusters of before', async () => {
  await recordCluster('production', 'cluster-1');
  await recordTeardown('production', now);
  await recordTeardown('production', aMinuteLater);

  expect(await readRecord('production')).toMatchObject({ formerClusters: ['cluster-1'], tornDownAt: aMinuteLater });
});

test('an environment is torn down until its file is asked for again', () => {
  const item = (attributes: Record<string, string>) => Object.fromEntries(Object.entries(attributes).map(([name, S]) => [name, { S }]));

  expect(isTornDown(item({ requestedAt: now }))).toBe(false);
  expect(isTornDown(item({ requestedAt: now, tornDownAt: aMinuteLater }))).toBe(true);
  expect(isTornDown(item({ requestedAt: twoMinutesLater, tornDownAt: aMinuteLater }))).toBe(false);
  expect(isStanding(item({ requestedAt: now, clusterId: 'cluster-1' }))).toBe(true);
  expect(isStanding(item({ requestedAt: now }))).toBe(false);
  expect(isStanding(item({ requestedAt: now, clusterId: 'cluster-1', tornDownAt: aMinuteLater }))).toBe(false);
});

test('a restored environment has two clusters whose backups are its own', async () => {
  store('file', { clusterId: 'cluster-1' }); // of a version that knew one alone
  await recordCluster('production', 'cluster-2');
  await recordTeardown('production', now);
  await recordCluster('production', 'cluster-3');

  const record = await readRecord('production');
  expect(record).toMatchObject({ clusterId: 'cluster-3', formerClusters: ['cluster-2'] });
  expect(clustersOnRecord(record).toSorted()).toEqual(['cluster-1', 'cluster-2', 'cluster-3']);
});

test('a cluster that goes is forgotten, and one that has taken its place is not', async () => {
  await recordCluster('production', 'cluster-2');

  await forgetCluster('production', 'cluster-1');
  expect(await readRecord('production')).toMatchObject({ clusterId: 'cluster-2' });

  await forgetCluster('production', 'cluster-2');
  expect(await readRecord('production')).toMatchObject({ clusterId: undefined, clusterIds: ['cluster-2'] });
});

test('regions that a file has named for copies are known until the copies are deleted, whatever the next files name', async () => {
  const copying = (...copyTo: string[]) => recordFile(environment({ backups: { copyTo } }), 'aa11', now);
  await copying('eu-west-1', 'us-west-2');
  await copying('eu-central-1');
  expect((await readRecord('production')).copyRegions.toSorted()).toEqual(['eu-central-1', 'eu-west-1', 'us-west-2']);

  await forgetCopyRegions('production');
  expect(await readRecord('production')).toMatchObject({ copyRegions: [] });
});

test('also where the file of before was put there by a version that did not remember them', async () => {
  fileOnRecord({ backups: { copyTo: ['us-west-2'] } });

  await recordFile(environment(), 'bb22', now);

  expect(await readRecord('production')).toMatchObject({ copyRegions: ['us-west-2'] });
});

test('since when copies are asked for is kept while runs ask anew for the file that names them, as parking does each night', async () => {
  const asking = async (at: string, file: Record<string, unknown>) => {
    await recordFile(environment(file), 'aa11', at);
    return stored('file');
  };
  const backups = { copyTo: ['eu-west-1'] };
  await asking(now, { backups });
  expect(await asking(aMinuteLater, { backups, hsmCount: 2 })).toMatchObject({ requestedAt: aMinuteLater, copiesAskedAt: now });
  // whose secret is to be brought, too
  expect(await asking(twoMinutesLater, { backups, cryptoUsers: ['newcomer'] })).toMatchObject({ copiesAskedAt: twoMinutesLater });
});

test('a trust anchor of which place or hash is not known is none', async () => {
  store('file', { trustAnchor: 'arn:secret' });
  expect(await readRecord('production')).toMatchObject({ trustAnchor: undefined });

  await recordTrustAnchor('production', { secretArn: 'arn:secret', sha256: 'abcd' });
  await forgetTrustAnchor('production');
  expect(await readRecord('production')).toMatchObject({ trustAnchor: undefined });
});
