import { DescribeInstancesCommand, type InstanceNetworkInterface, ModifyNetworkInterfaceAttributeCommand } from '@aws-sdk/client-ec2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/attach-security-group.ts';
import { ec2 } from '../aws.ts';
import { execution, lease } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';
import { connectionCut, rejection, serverFault } from '../service-errors.ts';

const group = 'sg-0c1c1c1c1c1c1c1c1';
const [one, two, three] = ['i-00000001', 'i-00000002', 'i-00000003'] as const;

/** A network interface of a host, its first unless told. */
function card(NetworkInterfaceId: string, groups: string[], DeviceIndex = 0): InstanceNetworkInterface {
  return { NetworkInterfaceId, Attachment: { DeviceIndex }, Groups: groups.map((GroupId) => ({ GroupId })) };
}

const hosts = (shown: Record<string, InstanceNetworkInterface[]>) =>
  ec2.on(DescribeInstancesCommand).resolves({
    Reservations: [{ Instances: Object.entries(shown).map(([InstanceId, NetworkInterfaces]) => ({ InstanceId, NetworkInterfaces })) }],
  });
const attach = (...ids: string[]) => handler({ lease, securityGroupId: group, hosts: ids }, context);
const changed = () => ec2.commandCalls(ModifyNetworkInterfaceAttributeCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  ec2.reset();
  emptyRecord();
  leaseHeldBy(execution);
});

test('a host gets the group on its first network interface, whichever is shown first, and keeps those that it has', async () => {
  hosts({ [one]: [card('eni-second', [group], 1), card('eni-first', ['sg-1', 'sg-2'])] });

  expect(await attach(one)).toEqual({ attached: [one], refused: [] });
  expect(changed()).toEqual([{ NetworkInterfaceId: 'eni-first', Groups: ['sg-1', 'sg-2', group] }]);
});

test('a host that has no network any more is left as it is', async () => {
  hosts({ [one]: [] });

  expect(await attach(one)).toEqual({ attached: [], refused: [] });
  expect(changed()).toEqual([]);
});

test('what an earlier try has let in is told with the others, whether or not its answer came', async () => {
  hosts({ [one]: [card('eni-one', ['sg-1'])], [two]: [card('eni-two', ['sg-2'])] });
  ec2.on(ModifyNetworkInterfaceAttributeCommand, { NetworkInterfaceId: 'eni-two' }).rejectsOnce(connectionCut());
  await expect(attach(one, two)).rejects.toMatchObject({ name: 'TransientServiceError' });

  hosts({ [one]: [card('eni-one', ['sg-1', group])], [two]: [card('eni-two', ['sg-2', group])] });
  expect(await attach(one, two)).toEqual({ attached: [one, two], refused: [] });
  expect(changed()).toHaveLength(2);
});

test('a host that EC2 does not let in is told, and does not keep the others out', async () => {
  hosts({ [one]: [card('eni-one', [])], [two]: [card('eni-two', [])] });
  const full = rejection('SecurityGroupsPerInterfaceLimitExceeded', 'The maximum number of security groups is reached');
  ec2.on(ModifyNetworkInterfaceAttributeCommand, { NetworkInterfaceId: 'eni-one' }).rejects(full);

  expect(await attach(one, two)).toEqual({
    attached: [two],
    refused: [{ id: one, why: 'SecurityGroupsPerInterfaceLimitExceeded: The maximum number of security groups is reached' }],
  });
});

test.each([
  ['AccessDenied', 'may not change any host', rejection('UnauthorizedOperation')],
  ['TransientServiceError', 'was throttled', rejection('RequestLimitExceeded')],
  ['TransientServiceError', 'got no answer', serverFault('Unavailable')],
])('%s ends the step where it %s: that is no fault of the host', async (name, _, error) => {
  hosts({ [one]: [card('eni-one', [])], [two]: [card('eni-two', [])] });
  ec2.on(ModifyNetworkInterfaceAttributeCommand).rejects(error);

  await expect(attach(one, two)).rejects.toMatchObject({
    name,
    details: { doing: "giving a host the cluster's security group", to: one },
  });
  expect(changed()).toHaveLength(1);
});

test('the lease is looked at before each host', async () => {
  hosts({ [one]: [card('eni-one', [])], [two]: [card('eni-two', [])], [three]: [card('eni-three', [])] });
  ec2.on(ModifyNetworkInterfaceAttributeCommand).callsFake(() => {
    leaseHeldBy('another');
    return {};
  });

  await expect(attach(one, two, three)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(changed()).toHaveLength(1);
});
