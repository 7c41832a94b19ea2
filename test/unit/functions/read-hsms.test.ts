import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/read-hsms.ts';
import { emptyAuditBucket, inBucket, putInBucket } from '../audit-bucket.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { onRecord } from '../core/audit/facts.ts';
import { now } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { connectionCut, rejection } from '../service-errors.ts';
import { signedServices } from '../signed-services.ts';

const home = { account: '123456789012', region: 'us-east-1' };
const elsewhere = { ...home, region: 'eu-west-1' };
const read = (place = home) => handler({ run: 'run-1', place, now }, context);
const facts = ({ account, region } = home) => inBucket(`work/run-1/facts/${account}/${region}/hsms.json`);
const owners = (value: object) => putInBucket(`work/run-1/facts/${home.account}/${home.region}/owners.json`, value);
const asked = new Set<string>();

beforeEach(() => {
  Object.assign(process.env, { ACCOUNT_ID: home.account, AWS_REGION: home.region });
  emptyAuditBucket();
  owners({ environments: [onRecord({ copyRegions: ['us-west-2'] })] });
  asked.clear();
  cloudhsm.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  cloudhsm.on(DescribeBackupsCommand).callsFake(async (_, client) => {
    const region = await client().config.region();
    asked.add(region);
    const copied = region === 'us-west-2' && { SourceRegion: home.region, SourceBackup: 'backup-1' };
    return { Backups: [{ BackupId: `backup-in-${region}`, BackupState: 'READY', ClusterId: clusterId, ...copied }] };
  });
});

const sharing = () =>
  signedServices({ ram: () => '{"resources":[{"arn":"arn:aws:cloudhsm:::backup/backup-1","resourceShareArn":"arn:share"}]}' });

test('of the deployment’s own place clusters, backups, shares and the copies elsewhere are read', async () => {
  await sharing();
  expect(await read()).toEqual({ unread: 0 });
  expect(facts()).toMatchObject({
    clusters: [{ id: clusterId, environment: 'production' }],
    backups: [{ id: 'backup-in-us-east-1', clusterId }],
    shares: [{ backupId: 'backup-1', share: 'arn:share' }],
    copies: [{ id: 'backup-in-us-west-2', region: 'us-west-2' }],
    unread: [],
  });
});

test('elsewhere nobody knows of copies: the record is at home', async () => {
  await sharing();
  expect(await read(elsewhere)).toEqual({ unread: 0 });
  expect(facts(elsewhere)).not.toHaveProperty('copies');
  expect([...asked]).toEqual(['eu-west-1']);
});

test('where the record could not be read, nobody knows where copies stand', async () => {
  await sharing();
  owners({});
  expect(await read()).toEqual({ unread: 0 });
  expect(facts()).not.toHaveProperty('copies');
});

test('a part that AWS refuses is said to be unread, and the others are there', async () => {
  await signedServices({});
  cloudhsm.on(DescribeClustersCommand).rejects(rejection('CloudHsmAccessDeniedException', 'no'));
  expect(await read()).toEqual({ unread: 2 });
  expect(facts()).toMatchObject({
    backups: [{ id: 'backup-in-us-east-1' }],
    copies: [{}],
    unread: [
      { place: '123456789012/us-east-1', why: expect.stringContaining('reading its clusters') },
      { place: '123456789012/us-east-1', why: expect.stringContaining('reading what it shares') },
    ],
  });
  expect(facts()).not.toHaveProperty('clusters');
});

test('what may pass is tried again: nothing is left in the bucket', async () => {
  await sharing();
  cloudhsm.on(DescribeClustersCommand).rejects(connectionCut());
  await expect(read()).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(facts).toThrow('nothing lies at');
});
