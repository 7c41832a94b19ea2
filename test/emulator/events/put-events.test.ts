import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';

const entry = { Source: 'cloudhsm.lifecycle', DetailType: 'Environment Requested', Detail: '{"name":"production"}' };

async function withQueue(options = {}): Promise<{ emulator: Emulator; bodies: () => any[] }> {
  const emulator = await localAws(options);
  const { sqs, events } = emulator.home;
  const inbox = sqs.createQueue('inbox');
  events.rules.put({ name: 'all', eventPattern: { account: ['123456789012'] }, targets: [{ Id: 'inbox', Arn: inbox }] });
  return { emulator, bodies: () => sqs.messages(inbox).map(({ body }) => JSON.parse(body)) };
}

const put = (emulator: Emulator, ...Entries: object[]) => request(emulator, 'events', 'PutEvents', { Entries });

describe('PutEvents', () => {
  it('delivers an event in its envelope about half a second later', async () => {
    const { emulator, bodies } = await withQueue();
    const { Entries, FailedEntryCount } = await put(emulator, { ...entry, Resources: ['arn:one'] });
    expect(FailedEntryCount).toBe(0);
    expect(bodies()).toEqual([]);
    await emulator.home.clock.idle();
    expect(bodies()).toEqual([
      {
        version: '0',
        id: Entries[0].EventId,
        'detail-type': 'Environment Requested',
        source: 'cloudhsm.lifecycle',
        account: '123456789012',
        time: '2026-01-05T09:00:00Z',
        region: 'us-east-1',
        resources: ['arn:one'],
        detail: { name: 'production' },
      },
    ]);
    const seconds = (emulator.home.clock.now() - Date.UTC(2026, 0, 5, 9)) / 1000;
    expect(seconds).toBeGreaterThan(0.25);
    expect(seconds).toBeLessThan(0.75);
  });

  it('takes the time of the event from its sender', async () => {
    const { emulator, bodies } = await withQueue();
    await put(emulator, { ...entry, Time: Date.UTC(2025, 11, 24, 18) / 1000 });
    await emulator.home.clock.idle();
    expect(bodies()[0].time).toBe('2025-12-24T18:00:00Z');
  });

  it('fails entries one by one', async () => {
    const { emulator, bodies } = await withQueue();
    const answer = await put(
      emulator,
      { ...entry, Source: 'aws.states' },
      { ...entry, Detail: '{' },
      { ...entry, Detail: '[]' },
      { ...entry, DetailType: undefined },
      entry,
    );
    expect(answer.FailedEntryCount).toBe(4);
    expect(answer.Entries).toEqual([
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter DetailType is not valid. Reason: DetailType is a required argument.' },
      { EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
    await emulator.home.clock.idle();
    expect(bodies()).toHaveLength(1);
  });

  it('refuses eleven entries, and 256 KiB in all', async () => {
    const { emulator } = await withQueue();
    await expect(put(emulator, ...Array(11).fill(entry))).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('length less than or equal to 10'),
    });
    const large = { ...entry, Detail: JSON.stringify({ text: 'x'.repeat(131_000) }) };
    expect((await put(emulator, large)).FailedEntryCount).toBe(0);
    await expect(put(emulator, large, large, entry)).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    });
  });

  it('takes and drops what goes to a bus that does not exist', async () => {
    const { emulator, bodies } = await withQueue();
    expect((await put(emulator, { ...entry, EventBusName: 'nowhere' })).FailedEntryCount).toBe(0);
    await emulator.home.clock.idle();
    expect(bodies()).toEqual([]);
  });

  it('gives events ids of their own, the same for the same seed', async () => {
    const ids = async (seed: number) => {
      const { emulator } = await withQueue({ seed });
      const answer = await put(emulator, entry, entry);
      return answer.Entries.map(({ EventId }: { EventId: string }) => EventId);
    };
    const [first, second] = await ids(7);
    expect(first).not.toBe(second);
    expect(await ids(7)).toEqual([first, second]);
    expect(await ids(8)).not.toContain(first);
  });

  it('is for roles that may use the bus', async () => {
    const { emulator } = await withQueue();
    const { iam, activities } = emulator.home;
    const roleArn = iam.putRole({
      roleName: 'elsewhere',
      assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      policies: [
        {
          policyName: 'bus',
          policyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: emulator.home.arn('events', 'event-bus/default') }],
          },
        },
      ],
    });
    const { accessKeyId } = activities.begin(roleArn, 'publish-outcome');
    const send = (bus?: string) => request(emulator, 'events', 'PutEvents', { Entries: [{ ...entry, EventBusName: bus }] }, accessKeyId);
    expect((await send()).FailedEntryCount).toBe(0);
    await expect(send('other')).rejects.toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining('event-bus/other'),
    });
  });
});
