import { type CloudWatchLogsClient, paginateDescribeLogGroups, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { auditLogGroup } from '../../alarms/names.ts';
import type { AuditLogFact } from './facts.ts';

const day = 86_400_000;

/** Names of the clusters' audit logs, by pages. */
export async function readLogGroups(client: CloudWatchLogsClient): Promise<string[]> {
  const found: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client, pageSize: 50 }, { logGroupNamePrefix: auditLogGroup('') }))
    found.push(...logGroups.map(({ logGroupName = '' }) => logGroupName));
  return found;
}

/**
 * The numbers that each HSM gave to the last day's lines of its audit log, by pages. CloudWatch Logs has no page over several logs: it is
 * asked for those clusters alone that are on record.
 *
 * @param at ISO 8601
 */
export async function readAuditLogs(client: CloudWatchLogsClient, clusterIds: string[], at: string): Promise<AuditLogFact[]> {
  const found: AuditLogFact[] = [];
  for (const clusterId of clusterIds) {
    const streams = new Map<string, AuditLogFact>();
    const asked = {
      logGroupName: auditLogGroup(clusterId),
      startTime: Date.parse(at) - day,
      endTime: Date.parse(at),
      filterPattern: '"Sequence No"',
    };
    for await (const { events = [] } of paginateFilterLogEvents({ client, pageSize: 10_000 }, asked))
      for (const { logStreamName = '', message = '' } of events) count(streams, clusterId, logStreamName, message);
    found.push(...streams.values());
  }
  return found;
}

/** An HSM that is started again begins anew. */
function count(streams: Map<string, AuditLogFact>, clusterId: string, hsm: string, message: string): void {
  const number = hexIn(message, 'Sequence No');
  if (number === undefined) return;
  const key = `${hsm} ${hexIn(message, 'Reboot counter') ?? 0}`;
  const known = streams.get(key) ?? { clusterId, hsm, first: number, last: number, lines: 0 };
  streams.set(key, { ...known, first: Math.min(known.first, number), last: Math.max(known.last, number), lines: known.lines + 1 });
}

function hexIn(message: string, name: string): number | undefined {
  const digits = new RegExp(`${name}\\s*:\\s*0x([0-9a-fA-F]+)`).exec(message)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}
