import {
  CancelCommandCommand,
  CreateAssociationCommand,
  CreateDocumentCommand,
  DeleteAssociationCommand,
  DeleteDocumentCommand,
  DescribeDocumentPermissionCommand,
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  GetDocumentCommand,
  ListAssociationsCommand,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  SendCommandCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { expect, it } from 'vitest';
import type { HostDeclaration } from '../../../emulator/kernel/account.ts';
import { connection, localAws } from '../../local-aws.ts';

const [one, two] = ['i-00000000000000001', 'i-00000000000000002'];

/** Hosts with a document that says a word, given as variable and as text, and ends as it is told. */
async function hosts(...declared: Partial<HostDeclaration>[]) {
  const ids = declared.map((_, index) => `i-0000000000000000${index + 1}`);
  const account = { hosts: declared.map((host, index) => ({ id: ids[index]!, platform: 'ubuntu 24.04', ...host })) };
  const aws = await localAws({ account });
  const client = new SSMClient(connection(aws));
  const content = {
    schemaVersion: '2.2',
    parameters: {
      Word: { type: 'String', interpolationType: 'ENV_VAR', allowedPattern: '^[a-z$() ]+$' },
      Code: { type: 'String', default: '0' },
    },
    mainSteps: [
      {
        action: 'aws:runShellScript',
        name: 'say',
        precondition: { StringEquals: ['platformType', 'Linux'] },
        inputs: { timeoutSeconds: '60', runCommand: ['echo "$SSM_Word on $(uname -m)" | tee -a "$HOST_ROOT/said"', 'exit {{ Code }}'] },
      },
    ],
  };
  await client.send(new CreateDocumentCommand({ Name: 'say', Content: JSON.stringify(content), DocumentType: 'Command' }));
  const send = async (input: object) => {
    const asked = { DocumentName: 'say', Parameters: { Word: ['hello'] }, MaxErrors: '100%', ...input };
    return (await client.send(new SendCommandCommand(asked))).Command!;
  };
  const read = (CommandId: string, InstanceId: string) => client.send(new GetCommandInvocationCommand({ CommandId, InstanceId }));
  return { aws, client, send, read };
}

it('is run on each host that a tag names; what it says is read a while later', async () => {
  const { aws, client, send, read } = await hosts(
    { tags: { Role: 'a' } },
    { tags: { Role: 'a' }, architecture: 'aarch64' },
    { tags: { Role: 'b' } },
  );
  const hold = aws.home.clock.hold();
  const { CommandId: id = '', TargetCount } = await send({
    Targets: [{ Key: 'tag:Role', Values: ['a'] }],
    Parameters: { Word: ['$(id)'] },
  });
  expect(TargetCount).toBe(2);
  await expect(read(id, one)).rejects.toMatchObject({ name: 'InvocationDoesNotExist' });
  expect((await client.send(new ListCommandInvocationsCommand({ CommandId: id }))).CommandInvocations).toEqual([]);
  hold.release();
  await aws.home.clock.idle();
  expect(await read(id, one)).toMatchObject({ Status: 'Success', ResponseCode: 0, StandardOutputContent: '$(id) on x86_64\n' });
  expect(await read(id, two)).toMatchObject({ StandardOutputContent: '$(id) on aarch64\n' });
  expect((await client.send(new ListCommandsCommand({ CommandId: id }))).Commands).toMatchObject([
    { Status: 'Success', CompletedCount: 2 },
  ]);
});

it('runs one script on a host at a time: one that waited for another would keep the time from passing that the other waits for', async () => {
  const { aws, client, read } = await hosts({ describesClusters: true });
  aws.home.faults.inject({ operation: 'cloudhsmv2:DescribeClusters', answeredAfterSeconds: 600, times: 3 });
  const describeClusters = `fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', body: '{}', headers: {
    'x-amz-target': 'BaldrApiService.DescribeClusters', 'content-type': 'application/x-amz-json-1.1',
    authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/cloudhsm/aws4_request, SignedHeaders=host, Signature=0',
  } }).then(({ status }) => process.exit(status === 200 ? 0 : 1))`;
  const runCommand = [
    'cd "$HOST_ROOT"; echo begun >>log',
    `${process.execPath} -e "${describeClusters.replaceAll('\n', ' ')}" || exit 2`,
    'echo over >>log; [ "$(grep -c begun log)" = "$(grep -c over log)" ]',
  ];
  const Content = JSON.stringify({
    schemaVersion: '2.2',
    mainSteps: [{ action: 'aws:runShellScript', name: 'overlap', inputs: { timeoutSeconds: '60', runCommand } }],
  });
  await client.send(new CreateDocumentCommand({ Name: 'overlap', Content, DocumentType: 'Command' }));
  const asked = await Promise.all(
    [1, 2, 3].map(() => client.send(new SendCommandCommand({ DocumentName: 'overlap', InstanceIds: [one] }))),
  );
  await aws.home.clock.idle();
  const ends = await Promise.all(asked.map(({ Command }) => read(Command!.CommandId!, one)));
  expect(ends.map(({ Status }) => Status)).toEqual(['Success', 'Success', 'Success']);
});

it('succeeds where a tag names nobody, and where the hosts are of another platform', async () => {
  const { aws, send, read, client } = await hosts({ platform: 'windows 2022' });
  const nobody = await send({ Targets: [{ Key: 'tag:Role', Values: ['none'] }] });
  expect(nobody).toMatchObject({ Status: 'Success', TargetCount: 0 });
  const { CommandId: id = '' } = await send({ InstanceIds: [one] });
  await aws.home.clock.idle();
  expect(await read(id, one)).toMatchObject({
    Status: 'Success',
    StandardOutputContent: expect.stringContaining('Step execution skipped'),
  });
  expect((await client.send(new DescribeInstanceInformationCommand({}))).InstanceInformationList).toMatchObject([
    { PlatformType: 'Windows' },
  ]);
});

it('fails by the exit code of its script, and times out where no agent answers', async () => {
  const { aws, send, read, client } = await hosts({}, { online: false });
  const { CommandId: id = '' } = await send({ InstanceIds: [one, two], TimeoutSeconds: 600, Parameters: { Word: ['no'], Code: ['3'] } });
  await aws.home.clock.idle();
  expect(await read(id, one)).toMatchObject({ Status: 'Failed', ResponseCode: 3 });
  expect(await read(id, two)).toMatchObject({ Status: 'TimedOut', StatusDetails: 'DeliveryTimedOut' });
  const { Commands } = await client.send(new ListCommandsCommand({ CommandId: id }));
  expect(Commands).toMatchObject([{ Status: 'Failed', StatusDetails: 'Incomplete', DeliveryTimedOutCount: 1 }]);
});

it('is sent to hosts by their ids among targets, however these are spelled, and to nobody by what every object has', async () => {
  const { send } = await hosts({});
  expect(await send({ Targets: [{ Key: 'instanceids', Values: [one] }] })).toMatchObject({ TargetCount: 1 });
  for (const Target of [
    { Key: 'tag:toString', Values: ['*'] },
    { Key: 'tag-key', Values: ['toString'] },
  ])
    expect(await send({ Targets: [Target] })).toMatchObject({ TargetCount: 0 });
});

it('tells of each step what it has said, also when its document is gone', async () => {
  const { aws, client } = await hosts({});
  const steps = [
    ['begin', 'echo first'],
    ['finish', 'echo second; echo wrong >&2; exit 3'],
  ];
  const mainSteps = steps.map(([name, line]) => ({ action: 'aws:runShellScript', name, inputs: { runCommand: [line] } }));
  const Content = JSON.stringify({ schemaVersion: '2.2', mainSteps });
  await client.send(new CreateDocumentCommand({ Name: 'steps', Content, DocumentType: 'Command' }));
  const { CommandId } = (await client.send(new SendCommandCommand({ DocumentName: 'steps', InstanceIds: [one] }))).Command!;
  await aws.home.clock.idle();
  await client.send(new DeleteDocumentCommand({ Name: 'steps' }));
  const of = (PluginName?: string) => client.send(new GetCommandInvocationCommand({ CommandId, InstanceId: one, PluginName }));
  expect(await of()).toMatchObject({ PluginName: 'begin', Status: 'Success', StandardOutputContent: 'first\n' });
  expect(await of('finish')).toMatchObject({ Status: 'Failed', ResponseCode: 3, StandardOutputContent: 'second\n' });
  await expect(of('other')).rejects.toMatchObject({ name: 'InvalidPluginName' });
  const { CommandInvocations } = await client.send(new ListCommandInvocationsCommand({ CommandId, Details: true }));
  expect(CommandInvocations).toMatchObject([
    {
      Status: 'Failed',
      CommandPlugins: [
        { Name: 'begin', Status: 'Success', Output: 'first\n' },
        { Name: 'finish', Status: 'Failed', Output: 'second\n\n----------ERROR-------\nwrong\n' },
      ],
    },
  ]);
});

it('has ended as it has, although somebody cancels it then', async () => {
  const { aws, client, send } = await hosts({});
  const { CommandId } = await send({ InstanceIds: [one] });
  await aws.home.clock.idle();
  await client.send(new CancelCommandCommand({ CommandId }));
  expect((await client.send(new ListCommandsCommand({ CommandId }))).Commands).toMatchObject([{ Status: 'Success' }]);
});

it('begins on no further host once more have failed than may, or somebody has cancelled it', async () => {
  const { aws, send, read, client } = await hosts({}, {});
  const failing = await send({ InstanceIds: [one, two], MaxConcurrency: '1', MaxErrors: '0', Parameters: { Word: ['no'], Code: ['1'] } });
  await aws.home.clock.idle();
  expect(await read(failing.CommandId!, two)).toMatchObject({ Status: 'Failed', StatusDetails: 'Terminated' });
  const hold = aws.home.clock.hold();
  const cancelled = await send({ InstanceIds: [one] });
  await client.send(new CancelCommandCommand({ CommandId: cancelled.CommandId }));
  hold.release();
  await aws.home.clock.idle();
  expect(await read(cancelled.CommandId!, one)).toMatchObject({ Status: 'Cancelled', StandardOutputContent: '' });
});

it.each([
  ['InvalidInstanceId', { InstanceIds: ['i-00000000000000009'] }],
  ['InvalidDocument', { DocumentName: 'none', InstanceIds: [one] }],
  ['InvalidParameters', { InstanceIds: [one], Parameters: { Word: ['UPPER'] } }],
  ['InvalidParameters', { InstanceIds: [one], Parameters: {} }],
  ['InvalidParameters', { InstanceIds: [one], Parameters: { Word: ['a'], Other: ['b'] } }],
  ['ValidationException', { Targets: [{ Key: 'resource-groups:Name', Values: ['a'] }] }],
])('is refused: %s for %j', async (name, input) => {
  const { send } = await hosts({});
  await expect(send(input)).rejects.toMatchObject({ name });
});

it('is kept running by an association, at once and on schedule, on hosts that match at the time', async () => {
  const { aws, client } = await hosts({ tags: { Role: 'a' } });
  const wanted = { Name: 'say', Targets: [{ Key: 'tag:Role', Values: ['a'] }], Parameters: { Word: ['kept'] } };
  await client.send(new CreateAssociationCommand({ ...wanted, ScheduleExpression: 'rate(1 hour)' }));
  await aws.home.clock.idle();
  aws.home.ec2.addHost({ id: two, platform: 'amzn 2023', tags: { Role: 'a' } });
  await aws.home.clock.advance(3700);
  await aws.home.clock.idle();
  expect([...aws.home.ssm.commands.values()].map(({ invocations }) => invocations.length)).toEqual([1, 2]);
  const often = new CreateAssociationCommand({ ...wanted, ScheduleExpression: 'rate(5 minutes)' });
  await expect(client.send(often)).rejects.toMatchObject({ name: 'InvalidSchedule' });
});

it('is not deleted while an association keeps it running, which fails where its document has changed too much', async () => {
  const { aws, client } = await hosts({ tags: { Role: 'a' } });
  const wanted = { Name: 'say', Targets: [{ Key: 'tag:Role', Values: ['a'] }], Parameters: { Word: ['kept'] } };
  const { AssociationDescription } = await client.send(new CreateAssociationCommand({ ...wanted, ScheduleExpression: 'rate(1 hour)' }));
  // terraform-provider-aws, TestAccSSMAssociation_basic: no severity that was not given
  expect(AssociationDescription).not.toHaveProperty('ComplianceSeverity');
  const { AssociationId, Overview } = AssociationDescription!;
  expect(Overview).toMatchObject({ Status: 'Success' });
  await expect(client.send(new DeleteDocumentCommand({ Name: 'say' }))).rejects.toMatchObject({
    name: 'AssociatedInstances',
    message: expect.stringContaining(AssociationId!),
  });
  // as an update of a stack does
  const document = aws.home.ssm.documents.get('say')!;
  aws.home.ssm.documents.set('say', { ...document, parameters: { ...document.parameters, More: { type: 'String' } } });
  await aws.home.clock.advance(3700);
  const { Associations } = await client.send(new ListAssociationsCommand({}));
  expect(Associations).toMatchObject([{ Overview: { Status: 'Failed' } }]);
  await client.send(new DeleteAssociationCommand({ AssociationId }));
  await client.send(new DeleteDocumentCommand({ Name: 'say' }));
});

it('has a document of schema 2.2 that runs shell scripts, and can be read again', async () => {
  const { client } = await hosts({});
  expect(JSON.parse((await client.send(new GetDocumentCommand({ Name: 'say' }))).Content!)).toMatchObject({ schemaVersion: '2.2' });
  for (const [name, content] of [
    ['InvalidDocumentSchemaVersion', { schemaVersion: '1.2' }],
    ['InvalidDocumentContent', { schemaVersion: '2.2', mainSteps: [{ action: 'aws:runPowerShellScript', name: 'x', inputs: {} }] }],
  ] as const) {
    const create = new CreateDocumentCommand({ Name: 'other', Content: JSON.stringify(content), DocumentType: 'Command' });
    await expect(client.send(create)).rejects.toMatchObject({ name });
  }
});

it('is sent by a role that may send to hosts with a tag to those alone', async () => {
  const { aws, client } = await hosts({ tags: { Role: 'a' } }, { tags: { Role: 'b' } });
  const allow = (Resource: string, Condition?: object) => ({ Effect: 'Allow', Action: 'ssm:SendCommand', Resource, Condition });
  const roleArn = aws.home.iam.putRole({
    roleName: 'sender',
    assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    policies: [
      {
        policyName: 'send',
        policyDocument: {
          Statement: [
            allow('arn:aws:ssm:*:*:document/say'),
            allow('arn:aws:ec2:*:*:instance/*', { StringEquals: { 'ssm:resourceTag/Role': 'a' } }),
          ],
        },
      },
    ],
  });
  const caller = aws.home.iam.roleCaller(roleArn, 'sender');
  const send = (...InstanceIds: string[]) =>
    aws.home.call('ssm', 'SendCommand', { DocumentName: 'say', Parameters: { Word: ['hello'] }, InstanceIds }, caller);
  await expect(send(one)).resolves.toHaveProperty('Command');
  await expect(send(one, two)).rejects.toThrow(`ssm:SendCommand on resource: arn:aws:ec2:us-east-1:123456789012:instance/${two}`);
  client.destroy();
});

// Terraform reads it of each document
it('tells that a document is shared with nobody', async () => {
  const client = new SSMClient(connection(await localAws()));
  const Content = JSON.stringify({
    schemaVersion: '2.2',
    description: 'd',
    mainSteps: [{ action: 'aws:runShellScript', name: 'a', inputs: { runCommand: ['true'] } }],
  });
  await client.send(new CreateDocumentCommand({ Name: 'mine', Content, DocumentType: 'Command' }));
  const read = (Name: string) => client.send(new DescribeDocumentPermissionCommand({ Name, PermissionType: 'Share' }));
  expect(await read('mine')).toMatchObject({ AccountIds: [], AccountSharingInfoList: [] });
  await expect(read('other')).rejects.toMatchObject({ name: 'InvalidDocument' });
});
