import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, expect, test } from 'vitest';
import { readAuditLogs } from '../../../../../core/audit/facts/read-audit-logs.ts';
import { cloudwatchLogs as client } from '../../../../../core/aws/cloudwatch-logs.ts';
import { cloudwatchLogs } from '../../../aws.ts';
import { at } from '../facts.ts';

const line = (hsm: string, number: number, reboots = 1) => ({
  logStreamName: hsm,
  message: `Time: 01/10/26\nSequence No : 0x${number.toString(16)}\nReboot counter : 0x${reboots}\nOpcode : CN_LOGIN (0xd)`,
});

beforeEach(() => cloudwatchLogs.reset());

test('the numbers of each HSM are counted over all pages, from its last start on', async () => {
  cloudwatchLogs
    .on(FilterLogEventsCommand)
    .resolvesOnce({ events: [line('hsm-a', 9), line('hsm-a', 10), line('hsm-b', 3)], nextToken: 'more' })
    .resolvesOnce({
      events: [line('hsm-a', 12), line('hsm-a', 0, 2), { logStreamName: 'cluster-a', message: 'Sequence No is no number' }],
    });

  expect(await readAuditLogs(client(), ['cluster-a'], at)).toEqual([
    { clusterId: 'cluster-a', hsm: 'hsm-a', first: 9, last: 12, lines: 3 },
    { clusterId: 'cluster-a', hsm: 'hsm-b', first: 3, last: 3, lines: 1 },
    { clusterId: 'cluster-a', hsm: 'hsm-a', first: 0, last: 0, lines: 1 },
  ]);
});

test('the last day of each log is read', async () => {
  cloudwatchLogs.on(FilterLogEventsCommand).resolves({ events: [] });

  await readAuditLogs(client(), ['cluster-a', 'cluster-b'], at);

  const asked = cloudwatchLogs.commandCalls(FilterLogEventsCommand).map(({ args }) => args[0].input);
  expect(asked.map(({ logGroupName }) => logGroupName)).toEqual(['/aws/cloudhsm/cluster-a', '/aws/cloudhsm/cluster-b']);
  expect(asked[0]).toMatchObject({ startTime: Date.parse(at) - 86_400_000, endTime: Date.parse(at) });
});
