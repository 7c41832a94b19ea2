import { ListCommandsCommand, SendCommandCommand } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { ssm } from '../core/aws/ssm.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  lease: Lease,
  batch: z.object({ name: z.string(), hosts: z.array(z.string()) }),
  parameters: z.record(z.string(), z.string()),
  /** ISO 8601: when this run began. */
  since: z.iso.datetime(),
});
const Output = z.object({ commandId: z.string() });

/** Seconds until a host has to begin. */
const timeoutSeconds = 600;

/** Sends the command to some hosts, unless this run has: it is known by its comment. Twice would harm nothing: the script looks first. */
export const handler = step(Input, Output, async ({ lease, batch, parameters, since }) => {
  const comment = `${lease.holder.split(':').at(-1)} ${batch.name}`.slice(-100);
  const sent = await sentBefore(comment, since);
  if (sent) return { commandId: sent };
  await holdLease(lease);
  const { Command } = await ssm().send(
    new SendCommandCommand({
      DocumentName: setting('CLIENT_DOCUMENT'),
      InstanceIds: batch.hosts,
      Comment: comment,
      TimeoutSeconds: timeoutSeconds,
      // one that fails stops no other
      MaxErrors: '100%',
      Parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
    }),
  );
  return { commandId: Command!.CommandId! };
});

async function sentBefore(comment: string, since: string): Promise<string | undefined> {
  const after = new Date(Date.parse(since) - 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const filters = [
    { key: 'InvokedAfter' as const, value: after },
    { key: 'DocumentName' as const, value: setting('CLIENT_DOCUMENT') },
  ];
  const { Commands = [] } = await ssm().send(new ListCommandsCommand({ Filters: filters, MaxResults: 50 }));
  return Commands.find(({ Comment }) => Comment === comment)?.CommandId;
}
