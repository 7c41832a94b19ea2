import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from 'vitest';
import { forgetCluster, recordCluster, recordFile } from '../../../core/record/file.ts';
import { handler } from '../../../functions/plan-copies.ts';
import { cloudhsm, dynamodb, ssm } from '../aws.ts';
import { environment } from '../environments.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord } from '../record.ts';
import { connectionCut } from '../service-errors.ts';

const recovery = { region: 'us-west-2', subnetIds: ['subnet-0aaa9999aaa9999aa', 'subnet-0bbb9999bbb9999bb'], securityGroupIds: [] };
const wanted = { environment: 'production', clusterId: 'cluster-aaaaaaaaaaa', backupId: 'backup-aaaaaaaaaaa', keep: 7 };
const plan = async (changes: object = {}) => {
  await recordFile(environment({ recovery, ...changes }), 'hash', '2026-01-05T09:00:00.000Z');
  await recordCluster('production', wanted.clusterId);
  return handler({ request: { environments: ['production'] } }, context);
};
const moved = [{ environment: 'production', region: 'us-west-2' }];

beforeEach(async () => {
  emptyRecord();
  cloudhsm.reset();
  ssm.reset();
  process.env.STAGE = 'dev';
  process.env.AWS_REGION = 'us-east-1';
  // the record of the other region is the same one: the environment stands there, too
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'environments' } });
  const Backups = [{ BackupId: 'backup-aaaaaaaaaaa', BackupState: 'READY' as const, CreateTimestamp: new Date() }];
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups });
});

test('nothing is brought to a recovery region in which the environment stands', async () => {
  expect(await plan()).toEqual({ copies: [], moved });
});

test('a copy that the file asks for beside is made there all the same, without secrets', async () => {
  const region = 'us-west-2';
  expect(await plan({ backups: { copyTo: [region] } })).toEqual({ copies: [{ ...wanted, region, recovery: false }], moved });
});

test.each([
  ['has no stack', Object.assign(new Error('none'), { name: 'ParameterNotFound' })],
  ['does not answer', connectionCut()],
])('where the recovery region %s, what is brought there says so', async (_, error) => {
  ssm.on(GetParameterCommand).rejects(error);
  expect(await plan()).toEqual({ copies: [{ ...wanted, region: 'us-west-2', recovery: true }], moved: [] });
});

test('who names an environment of which nothing can be copied is told why, and not that all is there', async () => {
  await expect(plan({ recovery: undefined, backups: { copyTo: ['us-east-1'] } })).rejects.toMatchObject({ name: 'InvalidEnvironment' });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [] });
  await expect(plan()).rejects.toMatchObject({ name: 'BackupMissing', details: { problem: 'no backup of it is READY' } });
  await forgetCluster('production', wanted.clusterId);
  await expect(handler({ request: { environments: ['production'] } }, context)).rejects.toMatchObject({
    name: 'BackupMissing',
    details: { problem: expect.stringContaining('it has no cluster') },
  });
});

test('the newest backup goes to each region that the file names, beside the environment’s own, and as many are kept as it says', async () => {
  const { copies } = await plan({ recovery: undefined, backups: { copyTo: ['us-west-2', 'us-east-1', 'eu-west-1'], keepCopies: 3 } });
  expect(copies).toEqual(['us-west-2', 'eu-west-1'].map((region) => ({ ...wanted, region, keep: 3, recovery: false })));
});

test('nobody is named: all on record are planned, and who asks for no copies costs no request', async () => {
  await recordFile(environment({ recovery: undefined }), 'hash', '2026-01-05T09:00:00.000Z');
  await recordCluster('production', wanted.clusterId);
  const Items = ['production', 'never-provisioned'].map((name) => ({ environment: { S: name }, item: { S: 'file' }, hash: { S: 'hash' } }));
  dynamodb.on(ScanCommand).resolves({ Items });

  expect(await handler({ request: {} }, context)).toEqual({ copies: [], moved: [] });
  expect(cloudhsm.calls()).toEqual([]);
});
