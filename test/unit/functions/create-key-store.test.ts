import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import {
  CreateCustomKeyStoreCommand,
  type CustomKeyStoresListEntry,
  DescribeCustomKeyStoresCommand,
  UpdateCustomKeyStoreCommand,
} from '@aws-sdk/client-kms';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { createdBy } from '../../../core/record/create-notes.ts';
import { readRecord } from '../../../core/record/file.ts';
import { freeLease } from '../../../core/record/lease.ts';
import { rememberAddresses } from '../../../core/record/parking.ts';
import { handler } from '../../../functions/create-key-store.ts';
import { cloudhsm, kms, secretsManager, sfn } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { aMinuteLater, bodyExecution, execution, executionIs, lease, now, otherExecution, twoMinutesLater } from '../executions.ts';
import { context, loggedErrors } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, usersOnRecord } from '../record.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const keyStoreId = 'cks-1234567890abcdef0';
const event = { environment: 'production', lease, now };
const file = { keyStore: { name: 'hsm-backed-keystore', keys: [{ name: 'documents' }, { name: 'archive' }] } };
const onRecord = { clusterId, trustAnchor: 'anchor-arn', trustAnchorSha256: 'abcd' };
const described = {
  CustomKeyStoreId: keyStoreId,
  CustomKeyStoreName: 'hsm-backed-keystore',
  CloudHsmClusterId: clusterId,
  ConnectionState: 'DISCONNECTED' as const,
  CreationDate: new Date('2026-01-01T00:30:00Z'),
};

const foreign = { ...described, CustomKeyStoreId: 'cks-other', CustomKeyStoreName: 'other', CloudHsmClusterId: 'cluster-bbbbbbbbbbb' };

function keyStoresAre(...CustomKeyStores: CustomKeyStoresListEntry[]): void {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores });
}

const creates = () => kms.commandCalls(CreateCustomKeyStoreCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  for (const client of [cloudhsm, kms, secretsManager, sfn]) client.reset();
  loggedErrors.length = 0;
  emptyRecord();
  fileOnRecord(file, onRecord);
  usersOnRecord({ admin: 'admin-arn', kmsuser: 'secret-arn' });
  leaseHeldBy(execution);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1), describedHsm(2)] })] });
  keyStoresAre();
  kms.on(CreateCustomKeyStoreCommand).resolves({ CustomKeyStoreId: keyStoreId });
  secretsManager
    .on(GetSecretValueCommand, { SecretId: 'secret-arn' })
    .resolves({ SecretString: '{"username":"kmsuser","password":"Kms0Password"}' });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'anchor-arn' }).resolves({ SecretString: 'root' });
});

test('creates the key store with the root on record and the password of kmsuser, which goes nowhere else', async () => {
  const result = await handler(event, context);

  expect(result).toEqual({ clusterId, keyStoreId, state: 'DISCONNECTED', keys: ['documents', 'archive'] });
  expect(await createdBy(lease)).toEqual([keyStoreId]);
  expect(creates()).toEqual([
    {
      CustomKeyStoreName: 'hsm-backed-keystore',
      CloudHsmClusterId: clusterId,
      KeyStorePassword: 'Kms0Password',
      TrustAnchorCertificate: 'root',
    },
  ]);
});

test('a key store that KMS calls connected over a cluster without HSMs is not taken to be, and it is said what makes them', async () => {
  keyStoresAre({ ...described, ConnectionState: 'CONNECTED' });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'TransientServiceError',
    message: expect.stringMatching(/shows no HSM of its cluster Remedy: `npx hsm repair production[^`]*` makes the HSMs that are missing/),
  });
});

test('adopts the key store of an earlier run without reading the password', async () => {
  const earlier = { ...described, ConnectionState: 'CONNECTED' as const, CreationDate: new Date('2025-12-01T00:00:00Z') };
  keyStoresAre(foreign, earlier);

  expect(await handler(event, context)).toMatchObject({ keyStoreId, state: 'CONNECTED' });
  expect(await createdBy(lease)).toEqual([]);
  expect(creates()).toEqual([]);
  expect(secretsManager.calls()).toHaveLength(0);
});

test('puts the key store on record, created or adopted', async () => {
  keyStoresAre(described);

  await handler(event, context);

  expect(await readRecord('production')).toMatchObject({ keyStoreId });
});

test('adopts the key store that a lost response already created, as its own', async () => {
  kms.on(CreateCustomKeyStoreCommand).rejects(connectionCut());
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  keyStoresAre(described);

  expect(await handler({ ...event, now: aMinuteLater }, context)).toMatchObject({ keyStoreId });
  expect(await createdBy(lease)).toEqual([keyStoreId]);
  expect(creates()).toHaveLength(1);
});

test('looks for the key store that the record knows before it creates another', async () => {
  fileOnRecord(file, { ...onRecord, keyStoreId: 'cks-known' });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(creates()).toEqual([]);
});

test('says what to do where the file on record declares none', async () => {
  fileOnRecord({ keyStore: undefined }, onRecord);

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { problem: 'its file declares no keyStore', remedy: 'write keyStore into the file and provision the environment' },
  });
});

test('creates none for an environment that was provisioned without kmsuser', async () => {
  usersOnRecord({ admin: 'admin-arn' });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'AdminSecretMissing' });
  expect(creates()).toEqual([]);
});

test('says what to do where the environment has no cluster', async () => {
  emptyRecord();
  fileOnRecord(file);
  leaseHeldBy(execution);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterMissing' });
});

test('knows the key store by its cluster, and names it where the file names another', async () => {
  keyStoresAre({ ...described, CustomKeyStoreName: 'standing' });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KeyStoreMismatch',
    details: {
      problem: `the cluster ${clusterId} has the key store standing (${keyStoreId})`,
      remedy: 'write "standing" in keyStore.name and start the workflow again',
    },
  });
  expect(creates()).toEqual([]);
});

test.each([['CustomKeyStoreNameInUseException'], ['CloudHsmClusterInUseException']])(
  'where KMS says %s it looks again, and takes what stands over the cluster',
  async (name) => {
    kms
      .on(DescribeCustomKeyStoresCommand)
      .resolvesOnce({ CustomKeyStores: [] })
      .resolves({ CustomKeyStores: [described] });
    kms.on(CreateCustomKeyStoreCommand).rejects(rejection(name));

    expect(await handler(event, context)).toMatchObject({ keyStoreId });
    expect(await readRecord('production')).toMatchObject({ keyStoreId });
    expect(await createdBy(lease), 'it stood before').toEqual([]);
  },
);

test.each([['CustomKeyStoreNameInUseException'], ['CloudHsmClusterInUseException']])(
  'where KMS says %s and shows no such key store, it is looked for again',
  async (name) => {
    keyStoresAre(foreign);
    kms.on(CreateCustomKeyStoreCommand).rejects(rejection(name));

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  },
);

test('does not take the key store of another cluster', async () => {
  keyStoresAre({ ...foreign, CustomKeyStoreName: 'hsm-backed-keystore' });
  kms.on(CreateCustomKeyStoreCommand).rejects(rejection('CustomKeyStoreNameInUseException'));

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KeyStoreNameTaken',
    details: {
      problem: 'cks-other has the name already, over cluster-bbbbbbbbbbb',
      remedy: expect.stringContaining('choose another name in keyStore.name'),
    },
  });
});

test('creates nothing while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(creates()).toEqual([]);
});

test('creates nothing once another execution takes the lease, even while it looks', async () => {
  kms.on(DescribeCustomKeyStoresCommand).callsFake(() => {
    leaseHeldBy(otherExecution);
    return { CustomKeyStores: [] };
  });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(creates()).toEqual([]);
});

test('does nothing for a body that somebody has started by hand', async () => {
  await freeLease('production', execution);
  executionIs(bodyExecution, 'RUNNING');

  await expect(handler({ ...event, lease: { ...lease, holder: bodyExecution } }, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect([...cloudhsm.calls(), ...kms.calls()]).toEqual([]);
});

test('looks twice before it creates again', async () => {
  kms.on(CreateCustomKeyStoreCommand).rejectsOnce(connectionCut()).resolves({ CustomKeyStoreId: keyStoreId });
  for (const at of [now, aMinuteLater])
    await expect(handler({ ...event, now: at }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(creates()).toHaveLength(1);

  await handler({ ...event, now: twoMinutesLater }, context);
  expect(creates()).toHaveLength(2);
});

test('does not wait until the new key store is to be seen: KMS has named it', async () => {
  expect(await handler(event, context)).toMatchObject({ keyStoreId, state: 'DISCONNECTED' });
  expect(kms.commandCalls(DescribeCustomKeyStoresCommand), 'the look before').toHaveLength(1);
});

test.each([
  ['CreateOutcomeUnknown', connectionCut()],
  ['TransientServiceError', rejection('CloudHsmClusterNotActiveException')],
  ['TransientServiceError', rejection('CloudHsmClusterNotFoundException')],
  ['RequestRejected', rejection('CloudHsmClusterInvalidConfigurationException')],
  ['RequestRejected', rejection('IncorrectTrustAnchorException')],
  ['QuotaReached', rejection('LimitExceededException')],
  ['AccessDenied', rejection('AccessDeniedException')],
])('has an error of KMS sorted, without the password in message or log: %s', async (name, error) => {
  kms.on(CreateCustomKeyStoreCommand).rejects(error);

  const thrown = await handler(event, context).then(
    () => undefined,
    (reason: Error) => reason,
  );

  expect(thrown?.name).toBe(name);
  expect(thrown?.message).not.toContain('Kms0Password');
  expect(JSON.stringify(loggedErrors)).not.toContain('Kms0Password');
});

test('a cluster with too few HSMs for KMS gets those that are missing by a repair', async () => {
  kms.on(CreateCustomKeyStoreCommand).rejects(rejection('CloudHsmClusterInvalidConfigurationException'));

  await expect(handler(event, context)).rejects.toMatchObject({
    details: { remedy: expect.stringContaining('`npx hsm repair production` makes those that are missing') },
  });
});

const left = { ...described, CloudHsmClusterId: 'cluster-gone' };
const updates = () => kms.commandCalls(UpdateCustomKeyStoreCommand).map(({ args }) => args[0].input);

test('the key store of a cluster that is gone is tied to the one that stands, with its keys', async () => {
  fileOnRecord(file, { ...onRecord, keyStoreId });
  keyStoresAre(left);

  expect(await handler(event, context)).toMatchObject({ clusterId, keyStoreId, state: 'DISCONNECTED' });

  const wanted = { CustomKeyStoreId: keyStoreId, CloudHsmClusterId: clusterId, KeyStorePassword: 'Kms0Password' };
  expect([updates(), creates()]).toEqual([[wanted], []]);
});

test('a key store whose cluster stands is not taken from it', async () => {
  fileOnRecord(file, { ...onRecord, keyStoreId });
  keyStoresAre(left);
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster(), describedCluster({ ClusterId: 'cluster-gone', TagList: [] })] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'KeyStoreMismatch' });
  expect(updates()).toEqual([]);
});

test('a cluster of another backup history is refused as KMS refuses it', async () => {
  fileOnRecord(file, { ...onRecord, keyStoreId });
  keyStoresAre(left);
  kms.on(UpdateCustomKeyStoreCommand).rejects(rejection('CloudHsmClusterNotRelatedException'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'KeyStoreUnrelated' });
});

const clusterIs = (changes: Parameters<typeof describedCluster>[0]) =>
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster(changes)] });

test.each<[string, () => void, string, string]>([
  [
    'was never activated',
    () => clusterIs({ State: 'INITIALIZED', Hsms: [describedHsm(1)] }),
    'EnvironmentIncomplete',
    'it was never activated, and KMS takes an active one only',
  ],
  [
    'has failing HSMs only',
    () => clusterIs({ Hsms: [describedHsm(1, { State: 'DEGRADED' }), describedHsm(2, { State: 'DEGRADED' })] }),
    'LastHsmDegraded',
    'hsm-aaaaaaaaaa1, hsm-aaaaaaaaaa2 may hold what no backup has',
  ],
])('none is looked for over a cluster that %s: KMS could not connect it', async (_, given, name, problem) => {
  given();

  await expect(handler(event, context)).rejects.toMatchObject({
    name,
    details: { doing: 'connecting the key store', to: clusterId, problem: expect.stringContaining(problem) },
  });
  expect(kms.calls()).toEqual([]);
});

test('none is looked for while the environment is parked, and it is said what brings it back; one HSM that works is enough', async () => {
  await rememberAddresses('production', { 'us-east-1a': ['10.0.0.1'] }, now);
  clusterIs({ Hsms: [] });
  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'EnvironmentIncomplete',
    details: { to: clusterId, remedy: expect.stringContaining('`npx hsm scale production --hsms 3`') },
  });
  expect(kms.calls()).toEqual([]);

  clusterIs({ Hsms: [describedHsm(1), describedHsm(2, { State: 'DEGRADED' })] });
  expect(await handler(event, context)).toMatchObject({ keyStoreId });
});

test('a key store that is connected over HSMs that stand is adopted as it is', async () => {
  keyStoresAre({ ...described, ConnectionState: 'CONNECTED' });

  expect(await handler(event, context)).toMatchObject({ keyStoreId, state: 'CONNECTED' });
});

test('the keys on record stay where the key store is the one on record', async () => {
  fileOnRecord(file, { ...onRecord, keyStoreId, 'key documents': 'arn:key' });
  keyStoresAre(described);
  await handler(event, context);
  expect(await readRecord('production')).toMatchObject({ keyStoreId, keyArns: { documents: 'arn:key' } });

  keyStoresAre({ ...described, CustomKeyStoreId: 'cks-another' });
  await handler(event, context);
  expect(await readRecord('production')).toMatchObject({ keyStoreId: 'cks-another', keyArns: {} });
});
