import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTemplate } from '../../emulator/cloudformation/read-template.ts';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { request } from '../local-aws.ts';
import { audited } from './audited.ts';
import { deployed, sharedDeployment } from './deployment.ts';
import { production } from './environment-file.ts';

const notices = (home: Awaited<ReturnType<typeof deployed>>['home']) =>
  [...home.sns.topics.values()].flatMap(({ messages }) => messages).filter(({ subject }) => subject?.startsWith('CloudHSM audit'));

/** How many admins there are is for the file and for people to say. */
const beyondAdmins = (found: string[]) => found.filter((check) => check !== 'admin-single');

test('what was done behind the workflow’s back is found, told once, and seen mended', { timeout: 60_000 }, async () => {
  const deployment = await deployed();
  const { home, emulator } = deployment;
  for (const { arn } of home.sns.topics.values()) home.sns.subscribe(arn, 'sqs', 'arn:aws:sqs:us-east-1:123456789012:people');
  await deployment.run(production);
  expect(beyondAdmins((await audited(deployment)).found)).toEqual([]);

  const [cluster] = home.cloudhsmv2.clusters.values();
  await request(emulator, 'cloudhsmv2', 'DeleteHsm', { ClusterId: cluster!.clusterId, HsmId: cluster!.hsms[2]!.hsmId });
  await home.clock.idle();
  const first = await audited(deployment);
  expect(beyondAdmins(first.found)).toEqual(['hsm-missing']);
  const told = notices(home).length;

  const second = await audited(deployment);
  expect(second.findings).toEqual(first.findings);
  expect(second.known).toEqual(first.findings.map(({ id }) => id));
  expect(notices(home)).toHaveLength(told);

  await deployment.run(production);
  const mended = await audited(deployment);
  expect([beyondAdmins(mended.found), mended.resolved.map(({ check }) => check)]).toEqual([[], ['hsm-missing']]);
  expect(mended.trend.map(({ summary }) => summary.high)).toEqual([0, 1, 1, 0]);
});

test('who is told nothing, what is shared, what starts nothing, and what records nothing is found', { timeout: 60_000 }, async () => {
  const deployment = await deployed({ account: { trails: [] } });
  const { home, emulator } = deployment;
  await deployment.run(production);
  const [backup] = home.cloudhsmv2.backups.values();
  const ResourceArn = home.arn('cloudhsm', `backup/${backup!.backupId}`);
  const Statement = [{ Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'cloudhsm:CreateCluster', Resource: ResourceArn }];
  await request(emulator, 'cloudhsmv2', 'PutResourcePolicy', { ResourceArn, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
  await request(emulator, 'cloudwatch', 'DisableAlarmActions', { AlarmNames: ['cloudhsm-lifecycle/dev/production/hsm-unhealthy'] });

  await request(emulator, 'events', 'DisableRule', { Name: 'cloudhsm-lifecycle-dev-start-due' });

  const { found } = await audited(deployment);

  expect(beyondAdmins(found).toSorted()).toEqual([
    ...['alarm-missing', 'backup-shared', 'notification-missing', 'notification-missing', 'rule-disabled', 'trail-missing'],
  ]);
});

/** An account in which nobody has provisioned anything, and somebody has made a cluster. */
const shared = sharedDeployment();
let undeclared: Promise<unknown> | undefined;

async function withUndeclared() {
  const { emulator, home } = shared();
  home.faults.clear();
  const SubnetIds = production.subnetIds.slice(0, 2);
  undeclared ??= request(emulator, 'cloudhsmv2', 'CreateCluster', { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds });
  await undeclared;
  await home.clock.idle();
  return shared();
}

test('what cannot be read is told, and the rest goes on', async () => {
  const deployment = await withUndeclared();
  const error = new AwsError('CloudHsmAccessDeniedException', 'not authorized to perform: cloudhsm:DescribeBackups');
  deployment.home.faults.inject({ operation: 'cloudhsmv2:DescribeBackups', when: 'before', error });

  const { found, unread } = await audited(deployment);

  expect(found).toEqual(['cluster-undeclared']);
  expect(unread).toEqual([{ place: '123456789012/us-east-1', why: expect.stringMatching(/^reading its backups .*DescribeBackups/) }]);
});

test('a place that fails altogether is named, and does not stop the others', async () => {
  const deployment = await withUndeclared();
  const error = new AwsError('InternalServerError', 'no', { status: 500 });
  deployment.home.faults.inject({ operation: 'ec2:DescribeSecurityGroups', when: 'before', error, times: 20 });

  const { places, unread } = await audited(deployment, { regions: ['us-east-1', 'us-west-2'] });

  expect(places.map(({ region }) => region)).toEqual(['us-west-2']);
  expect(unread).toEqual([{ place: '123456789012/us-east-1', why: expect.stringContaining('TransientServiceError') }]);
});

test('other accounts are read by their role, and one whose role does not let it in is named', { timeout: 60_000 }, async () => {
  const [member, without] = ['210987654321', '999988887777'];
  const AuditTargets = JSON.stringify({ accounts: [member, without], regions: ['us-east-1', 'eu-west-1'] });
  const deployment = await deployed({ parameters: { AuditTargets } });
  const { home, emulator } = deployment;
  const template = readTemplate(readFileSync('infrastructure/audit-member.yml', 'utf8'));
  await emulator.deploy(
    { template, artifacts: '.', stackName: 'member', parameters: { AuditAccount: home.accountId } },
    emulator.cloud.at(member!, 'us-east-1'),
  );
  const trustsAnother = { Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }] };
  const role = { roleName: 'cloudhsm-lifecycle-audit', assumeRolePolicy: trustsAnother, policies: [] };
  emulator.cloud.at(without!, 'us-east-1').iam.putRole(role);
  const there = emulator.cloud.at(member!, 'eu-west-1');
  const asked = { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: production.subnetIds.slice(0, 2) };
  const made = (await there.call('cloudhsmv2', 'CreateCluster', asked, {
    kind: 'person',
    arn: `arn:aws:iam::${member}:root`,
    accessKeyId: member!,
  })) as any;
  await home.clock.idle();

  const { clusters, places, unread } = await audited(deployment);

  expect(clusters.map(({ account, region, id }) => [account, region, id])).toEqual([[member, 'eu-west-1', made.Cluster.ClusterId]]);
  expect(places.map(({ account, region }) => `${account}/${region}`).toSorted()).toEqual([
    ...['us-east-1', 'eu-west-1'].map((region) => `${home.accountId}/${region}`).toSorted(),
    ...['us-east-1', 'eu-west-1'].map((region) => `${member}/${region}`).toSorted(),
    ...['us-east-1', 'eu-west-1'].map((region) => `${without}/${region}`).toSorted(),
  ]);
  expect(new Set(unread.map(({ place }) => place))).toEqual(new Set([`${without}/us-east-1`, `${without}/eu-west-1`]));
  expect(unread[0]!.why).toContain('not authorized to perform: sts:AssumeRole');
});

test.each([
  ['an environment that is not on record', { environment: 'nobodys' }, /no file of it is on record/],
  ['a region without CloudHSM', { regions: ['eu-nowhere-1'] }, /regions\.0/],
  ['a member that it does not know', { checks: ['backup-none'] }, /checks/],
])('%s is refused in words', async (_, asked, words) => {
  const run = await shared().run(asked, 'audit');

  expect([run.status, run.error]).toEqual(['FAILED', 'InvalidEnvironment']);
  expect(run.message).toMatch(words);
});
