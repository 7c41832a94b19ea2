import { ModifyNetworkInterfaceAttributeCommand } from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import { ec2 } from '../core/aws/ec2.ts';
import { describeInstances } from '../core/clients/find-hosts.ts';
import { isTransient, serviceError } from '../core/errors/service-error.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  lease: Lease,
  securityGroupId: z.string(),
  /** Those that this run has seen without the group. */
  hosts: z.array(z.string()),
});
const Output = z.object({
  attached: z.array(z.string()),
  /** Hosts that EC2 does not let in, and why. */
  refused: z.array(z.object({ id: z.string(), why: z.string() })),
});

/** Gives hosts the cluster's security group beside those that they have: on their first network interface. */
export const handler = step(Input, Output, async ({ lease, securityGroupId, hosts }) => {
  const [attached, refused]: [string[], { id: string; why: string }[]] = [[], []];
  for (const { InstanceId: id = '', NetworkInterfaces = [] } of await describeInstances(hosts)) {
    const first = NetworkInterfaces.find(({ Attachment }) => Attachment?.DeviceIndex === 0);
    const groups = (first?.Groups ?? []).map(({ GroupId }) => GroupId!);
    if (!first) continue;
    // each was outside when the run has looked: who is in by now was let in by an earlier try
    if (groups.includes(securityGroupId)) {
      attached.push(id);
      continue;
    }
    await holdLease(lease);
    try {
      await ec2().send(
        new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: first.NetworkInterfaceId, Groups: [...groups, securityGroupId] }),
      );
      attached.push(id);
    } catch (error) {
      if (isTransient(error) || (error as Error).name === 'UnauthorizedOperation') {
        throw serviceError(error, { doing: "giving a host the cluster's security group", to: id });
      }
      refused.push({ id, why: `${(error as Error).name}: ${(error as Error).message}` });
    }
  }
  return { attached, refused };
});
