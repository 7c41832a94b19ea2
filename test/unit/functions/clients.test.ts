import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeInstancesCommand, type DescribeInstancesCommandInput } from '@aws-sdk/client-ec2';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import {
  CreateAssociationCommand,
  DeleteAssociationCommand,
  DescribeAssociationCommand,
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  ListAssociationsCommand,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  SendCommandCommand,
  UpdateAssociationCommand,
} from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from 'vitest';
import { mostHosts } from '../../../core/clients/request.ts';
import { handler as checkClientCommand } from '../../../functions/check-client-command.ts';
import { handler as concludeClients } from '../../../functions/conclude-clients.ts';
import { handler as findHosts } from '../../../functions/find-hosts.ts';
import { handler as keepClientsConfigured } from '../../../functions/keep-clients-configured.ts';
import { handler as planClients } from '../../../functions/plan-clients.ts';
import { handler as sendClientCommand } from '../../../functions/send-client-command.ts';
import { cloudhsm, ec2, secretsManager, ssm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, noteOf } from '../record.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const [one, two] = ['i-00000001', 'i-00000002'];
const group = 'sg-0c1c1c1c1c1c1c1c1';
const parameters = { Version: '5.18.0', Addresses: '10.0.0.1' };
const trustAnchor = { trustAnchor: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:anchor', trustAnchorSha256: 'aa' };

beforeEach(() => {
  for (const client of [cloudhsm, ec2, secretsManager, ssm]) client.reset();
  Object.assign(process.env, { AWS_REGION: 'us-east-1', CLIENT_VERSIONS: '5.17.0,5.18.0', CLIENT_DOCUMENT: 'document' });
  emptyRecord();
  fileOnRecord({ clients: { tags: ['Role=payments'] } }, trustAnchor);
  leaseHeldBy(execution);
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: 'PEM\n' });
});

const plan = (request = {}) => planClients({ environment: 'production', lease, request, now }, context);
const stands = (hsms: number) => {
  const Hsms = Array.from({ length: hsms }, (_, index) => describedHsm(index + 1));
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });
};

test('the newest version is meant, all addresses, and no check of keys below three HSMs', async () => {
  fileOnRecord({ hsmCount: 2, clients: { tags: ['Role=payments'] } }, trustAnchor);
  stands(2);
  expect(await plan()).toMatchObject({
    securityGroupId: group,
    wanted: { tags: ['Role=payments'] },
    parameters: { Version: '5.18.0', ClusterId: clusterId, Addresses: '10.0.0.1 10.0.0.2', AvailabilityCheck: 'off', CustomerCa: 'PEM' },
  });
  stands(3);
  expect(await plan({ hosts: [one, one] })).toMatchObject({ wanted: { ids: [one] }, parameters: { AvailabilityCheck: 'on' } });
});

test('hosts go on checking keys that are configured while one of three HSMs is replaced', async () => {
  fileOnRecord({ hsmCount: 3, clients: { tags: ['Role=payments'] } }, trustAnchor);
  stands(2);
  expect(await plan()).toMatchObject({ parameters: { Addresses: '10.0.0.1 10.0.0.2', AvailabilityCheck: 'on' } });
});

test('a version without a SHA-256 is refused, unless the file takes it as it comes', async () => {
  stands(2);
  fileOnRecord({ clients: { tags: ['Role=payments'], version: '5.19.0' } }, trustAnchor);
  await expect(plan()).rejects.toMatchObject({ name: 'InvalidEnvironment', message: expect.stringContaining('5.17.0 or 5.18.0') });
  fileOnRecord({ clients: { tags: ['Role=payments'], version: '5.19.0', unverified: true } }, trustAnchor);
  expect(await plan()).toMatchObject({ parameters: { Version: '5.19.0', Unverified: 'yes' } });
});

test('a parked environment, and a request for two kinds of hosts, are refused', async () => {
  stands(0);
  await expect(plan()).rejects.toMatchObject({
    name: 'EnvironmentIncomplete',
    message: expect.stringContaining('npx hsm scale production'),
  });
  await expect(plan({ hosts: [one], tags: ['a=b'] })).rejects.toMatchObject({ name: 'InvalidEnvironment' });
});

const find = (wanted: { tags: string[] } | { ids: string[] }, attach = false) =>
  findHosts({ environment: 'production', securityGroupId: group, wanted, attachSecurityGroup: attach }, context);
const managed = (InstanceId: string, changes = {}) => ({
  ...{ InstanceId, PingStatus: 'Online' as const, PlatformType: 'Linux' as const, PlatformName: 'Ubuntu', PlatformVersion: '24.04' },
  ...changes,
});

test('hosts that cannot be reached are told and left out; fifty make a command', async () => {
  const ids = Array.from({ length: 51 }, (_, index) => `i-${String(index).padStart(8, '0')}`);
  const offline = managed(ids[0]!, { PingStatus: 'ConnectionLost', LastPingDateTime: new Date(0) });
  ssm.on(DescribeInstanceInformationCommand).resolves({ InstanceInformationList: [offline, ...ids.slice(1).map((id) => managed(id))] });
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: [{ InstanceId: ids[1], SecurityGroups: [] }] }] });
  const { hosts, batches, outside } = await find({ ids: [...ids, 'mi-00000001'] }, true);
  expect(hosts[0]).toMatchObject({ problem: 'is offline: its agent answered last at 1970-01-01T00:00:00.000Z', inGroup: null });
  expect(hosts.at(-1)).toMatchObject({ platform: 'unknown', problem: expect.stringContaining('Systems Manager does not know it') });
  expect(batches).toEqual([{ name: '1', hosts: ids.slice(1) }]);
  expect(outside).toEqual([ids[1]]);
});

test('tags that no host has, or more hosts than a run takes, are a failure', async () => {
  ssm.on(DescribeInstanceInformationCommand).resolves({ InstanceInformationList: [] });
  await expect(find({ tags: ['Role=none'] })).rejects.toMatchObject({ name: 'NoHostsMatch' });
  ec2.on(DescribeInstancesCommand).resolves({});
  const many = Array.from({ length: 101 }, (_, index) => managed(`i-${index + 10_000_000}`));
  ssm.on(DescribeInstanceInformationCommand).resolves({ InstanceInformationList: many });
  await expect(find({ tags: ['Role=all'] })).rejects.toMatchObject({ name: 'InvalidEnvironment' });
});

const send = () => sendClientCommand({ lease, batch: { name: '1', hosts: [one] }, parameters, since: now }, context);

test('the command is sent once: one whose answer was lost is known by its comment', async () => {
  ssm.on(ListCommandsCommand).resolves({ Commands: [{ CommandId: 'of-another-run', Comment: 'other 1' }] });
  ssm.on(SendCommandCommand).rejectsOnce(connectionCut());
  await expect(send()).rejects.toMatchObject({ name: 'TransientServiceError' });
  const { Comment, InstanceIds, Parameters } = ssm.commandCalls(SendCommandCommand)[0]!.args[0].input;
  expect({ InstanceIds, Parameters }).toEqual({ InstanceIds: [one], Parameters: { Version: ['5.18.0'], Addresses: ['10.0.0.1'] } });
  ssm.on(ListCommandsCommand).resolves({ Commands: [{ CommandId: 'sent', Comment }] });
  expect(await send()).toEqual({ commandId: 'sent' });
  expect(ssm.commandCalls(SendCommandCommand)).toHaveLength(1);
});

const check = (seconds: number) => {
  const since = '2026-01-01T00:00:00.000Z';
  const at = new Date(Date.parse(since) + seconds * 1000).toISOString();
  const waiting = { awaited: 'runCommand' as const, since, now: at, deadlineSeconds: 3600 };
  return checkClientCommand({ commandId: 'command', hosts: [one, two], waiting }, context);
};
const listed = (...invocations: [string, string][]) => {
  const CommandInvocations = invocations.map(([InstanceId, Status]) => ({ InstanceId, Status: Status as 'Success' }));
  ssm.on(ListCommandInvocationsCommand).resolves({ CommandInvocations });
};
const says = (InstanceId: string, StandardOutputContent: string, changes = {}) =>
  ssm
    .on(GetCommandInvocationCommand, { CommandId: 'command', InstanceId })
    .resolves({ Status: 'Success', StandardOutputContent, ...changes });

test('every host is counted: no invocation yet is no end, and none after two minutes is a failure', async () => {
  listed();
  expect(await check(20)).toMatchObject({ ready: false, outcomes: [] });
  listed([one, 'Success']);
  says(one, 'configure-host: changed: customerCA.crt written\nconfigure-host: the HSMs answer\n');
  expect(await check(60)).toMatchObject({ ready: false });
  expect(await check(130)).toMatchObject({
    ready: true,
    outcomes: [
      { id: one, problem: null, changed: ['customerCA.crt written'], found: ['the HSMs answer'] },
      { id: two, problem: 'Systems Manager has made no invocation of the command for it' },
    ],
  });
});

test('what fails is told by its last lines, and a success that has proven nothing is none', async () => {
  listed([one, 'Failed'], [two, 'Success']);
  says(one, '', { Status: 'Failed', StandardErrorContent: 'configure-host: no such platform\nfailed to run commands: exit status 1' });
  says(two, 'Step execution skipped due to unsatisfied preconditions');
  const { outcomes } = await check(60);
  expect(outcomes.map(({ problem }) => problem)).toEqual([
    'failed: no such platform',
    'the script has not run to its end: Step execution skipped due to unsatisfied preconditions',
  ]);
});

test('an invocation that is shown later than it is listed is looked for again', async () => {
  listed([one, 'Success'], [two, 'Success']);
  says(one, 'configure-host: the HSMs answer\n');
  ssm.on(GetCommandInvocationCommand, { CommandId: 'command', InstanceId: two }).rejects(rejection('InvocationDoesNotExist'));
  expect(await check(60)).toMatchObject({ ready: false });
});

const keep = () => keepClientsConfigured({ environment: 'production', lease, parameters, now }, context);
const kept = (...ids: string[]) =>
  ssm.on(ListAssociationsCommand).resolves({ Associations: ids.map((AssociationId) => ({ AssociationId })) });

test('an association is made once, changed where it differs, and goes where the file does not ask for it', async () => {
  fileOnRecord({ clients: { tags: ['Role=payments'], keepConfigured: true } });
  kept();
  ssm.on(CreateAssociationCommand).resolves({ AssociationDescription: { AssociationId: 'kept' } });
  expect(await keep()).toEqual({ association: 'kept' });
  const { Name, Targets, ScheduleExpression, Parameters } = ssm.commandCalls(CreateAssociationCommand)[0]!.args[0].input;
  expect({ Name, Targets }).toEqual({ Name: 'document', Targets: [{ Key: 'tag:Role', Values: ['payments'] }] });

  kept('kept', 'twice');
  ssm.on(DeleteAssociationCommand).resolves({});
  ssm.on(DescribeAssociationCommand).resolves({ AssociationDescription: { Targets, ScheduleExpression, Parameters } });
  expect(await keep()).toEqual({ association: 'kept' });
  expect(ssm.commandCalls(UpdateAssociationCommand)).toEqual([]);

  kept('kept');
  ssm.on(UpdateAssociationCommand).resolves({});
  ssm
    .on(DescribeAssociationCommand)
    .resolves({ AssociationDescription: { Targets, ScheduleExpression, Parameters: { Version: ['5.17.0'] } } });
  await keep();
  expect(ssm.commandCalls(UpdateAssociationCommand)).toHaveLength(1);

  fileOnRecord({ clients: { tags: ['Role=payments'] } });
  ssm.on(DeleteAssociationCommand).rejects(rejection('AssociationDoesNotExist'));
  expect(await keep()).toEqual({ association: null });
  expect(ssm.commandCalls(DeleteAssociationCommand).map(({ args }) => args[0].input.AssociationId)).toEqual(['twice', 'kept']);
});

test('an association whose answer was lost is found, and no longer noted as asked for', async () => {
  fileOnRecord({ clients: { tags: ['Role=payments'], keepConfigured: true } });
  kept();
  ssm.on(CreateAssociationCommand).rejects(connectionCut());
  await expect(keep()).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(await noteOf('association of client hosts')).toBeDefined();

  const { Targets, ScheduleExpression, Parameters } = ssm.commandCalls(CreateAssociationCommand)[0]!.args[0].input;
  ssm.on(DescribeAssociationCommand).resolves({ AssociationDescription: { Targets, ScheduleExpression, Parameters } });
  kept('made');
  expect(await keep()).toEqual({ association: 'made' });
  expect(await noteOf('association of client hosts')).toBeUndefined();
  expect(ssm.commandCalls(CreateAssociationCommand)).toHaveLength(1);
});

test('an association that is listed and not shown is looked for again, and made anew where it is gone', async () => {
  fileOnRecord({ clients: { tags: ['Role=payments'], keepConfigured: true } });
  kept('made');
  ssm.on(DescribeAssociationCommand).rejects(rejection('AssociationDoesNotExist'));
  await expect(keep()).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: 'made' } });

  ssm.on(DescribeAssociationCommand).resolves({ AssociationDescription: { Parameters: { Version: ['5.17.0'] } } });
  ssm.on(UpdateAssociationCommand).rejects(rejection('AssociationDoesNotExist'));
  await expect(keep()).rejects.toMatchObject({ name: 'TransientServiceError' });

  kept();
  ssm.on(CreateAssociationCommand).resolves({ AssociationDescription: { AssociationId: 'anew' } });
  expect(await keep()).toEqual({ association: 'anew' });
});

test('the end names each host that is not configured, who has the group, and what has kept it from it', async () => {
  const host = (id: string, inGroup: boolean) => ({ id, platform: 'Ubuntu 24.04', problem: null, inGroup });
  const nothing = { changed: [], found: [] };
  const told = {
    ...{ environment: 'production', clusterId, securityGroupId: group, version: '5.18.0', association: null },
    hosts: [host(one, false), host(two, true)],
    outcomes: [[{ id: one, problem: null, ...nothing }], { id: two, problem: null, ...nothing }],
    attached: [one],
    refused: [],
  };
  expect(await concludeClients(told, context)).toMatchObject({
    clients: { attached: [one], hosts: [{ inGroup: true }, { inGroup: true }] },
  });
  const failed = {
    ...told,
    attached: [],
    refused: [{ id: one, why: 'no room' }],
    outcomes: [{ id: one, problem: 'failed: x', ...nothing }],
  };
  await expect(concludeClients(failed, context)).rejects.toMatchObject({
    name: 'HostsNotConfigured',
    message: expect.stringMatching(
      /2 of 2 hosts are not configured\. i-00000001 \(Ubuntu 24\.04\): failed: x; it does not have the cluster's security group sg-\w+ \(no room\)\. i-00000002 .*nothing is known of it/,
    ),
  });
});

const ofTags = { tags: ['Role=payments', 'Team=core'] };
const match = (count: number) => {
  const InstanceInformationList = Array.from({ length: count }, (_, at) => managed(`i-${String(at + 1).padStart(8, '0')}`));
  ssm.on(DescribeInstanceInformationCommand).resolves({ InstanceInformationList });
  ec2.on(DescribeInstancesCommand).callsFake(({ Filters }: DescribeInstancesCommandInput) => {
    if (Filters!.some(({ Values }) => Values!.length > 200)) throw rejection('FilterLimitExceeded');
    return { Reservations: [] };
  });
};

test('as many hosts are configured in one run as it can, and more are refused with the way on', async () => {
  match(mostHosts);
  const { hosts, batches } = await find(ofTags);
  expect(hosts).toHaveLength(mostHosts);
  expect(batches.map((batch) => batch.hosts.length)).toEqual([50, 50]);
  // EC2 takes 200 ids at once
  for (const count of [mostHosts + 1, 201]) {
    match(count);
    await expect(find(ofTags)).rejects.toMatchObject({
      name: 'InvalidEnvironment',
      message: expect.stringMatching(new RegExp(`${count} hosts match, and one run configures ${mostHosts}.*clients.keepConfigured`)),
    });
  }
});

test('tags that no host has are named', async () => {
  match(0);
  await expect(find(ofTags)).rejects.toMatchObject({
    name: 'NoHostsMatch',
    details: { problem: expect.stringContaining('has the tag Role=payments and the tag Team=core') },
  });
});

test('hosts without the cluster’s group are listed where they are to be let in alone', async () => {
  match(1);
  const groupIs = (GroupId: string) =>
    ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: [{ InstanceId: one, SecurityGroups: [{ GroupId }] }] }] });
  groupIs('sg-other');
  expect((await find({ ids: [one] }, true)).outside).toEqual([one]);
  expect((await find({ ids: [one] })).outside).toEqual([]);
  groupIs(group);
  expect((await find({ ids: [one] }, true)).outside).toEqual([]);
});

test('which hosts are meant is asked once: by their ids, by tags, or by the file', async () => {
  stands(2);
  expect(await plan({ tags: ['Role=reports'] })).toMatchObject({ wanted: { tags: ['Role=reports'] } });
  await expect(plan({ tags: ['Role=reports'], hosts: [one] })).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    message: expect.stringContaining('hosts and tags are both given'),
  });
  fileOnRecord({ clients: undefined }, trustAnchor);
  await expect(plan()).rejects.toMatchObject({ message: expect.stringContaining('`npx hsm clients production --targets') });
});

test('hosts are not configured for a cluster that none could use', async () => {
  stands(0);
  await expect(plan()).rejects.toMatchObject({
    name: 'EnvironmentIncomplete',
    details: { problem: expect.stringContaining('no HSM of it is ACTIVE') },
  });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'INITIALIZED', Hsms: [describedHsm(1)] })] });
  await expect(plan()).rejects.toMatchObject({ details: { problem: expect.stringContaining('never activated') } });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'DEGRADED', Hsms: [describedHsm(1)] })] });
  await expect(plan()).rejects.toMatchObject({ name: 'ClusterDegraded' });
});

test('without a root on record hosts could not know the cluster: provisioning puts it there', async () => {
  emptyRecord();
  fileOnRecord({ clients: { tags: ['Role=payments'] } });
  leaseHeldBy(execution);
  for (const hsms of [0, 2]) {
    stands(hsms);
    await expect(plan()).rejects.toMatchObject({
      name: 'EnvironmentIncomplete',
      details: { to: clusterId, problem: 'the record knows no trust anchor of it' },
    });
  }
});

test('no host is configured, and no association changed, while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  stands(2);
  await expect(plan()).rejects.toMatchObject({ name: 'LeaseHeld' });

  kept('made');
  await expect(keep()).rejects.toMatchObject({ name: 'LeaseLost' });
  fileOnRecord({ clients: { tags: ['Role=payments'], keepConfigured: true } });
  ssm.on(DescribeAssociationCommand).resolves({ AssociationDescription: { Parameters: { Version: ['5.17.0'] } } });
  await expect(keep()).rejects.toMatchObject({ name: 'LeaseLost' });
  expect([...ssm.commandCalls(DeleteAssociationCommand), ...ssm.commandCalls(UpdateAssociationCommand)]).toEqual([]);
});
