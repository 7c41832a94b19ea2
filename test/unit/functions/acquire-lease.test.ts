import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, test } from 'vitest';
import { readRecord } from '../../../core/record/file.ts';
import { readLease } from '../../../core/record/lease.ts';
import { handler } from '../../../functions/acquire-lease.ts';
import { dynamodb, sfn } from '../aws.ts';
import { environment } from '../environments.ts';
import { execution, executionIs, executionIsUnknown, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, store } from '../record.ts';
import { serverFault } from '../service-errors.ts';

const requestedAt = '2026-01-01T00:09:00.000Z';
const event = { lease, file: environment(), requestedAt, now };
const another = { intent: 'scale', hash: 'bb22' };

beforeEach(() => {
  sfn.reset();
  emptyRecord();
});

test('takes a lease that nobody holds, and puts the file on record', async () => {
  expect(await handler(event, context)).toEqual({ acquired: true, running: execution });

  expect(await readLease('production')).toEqual({ ...lease, since: now });
  expect(await readRecord('production')).toMatchObject({ environment: environment(), hash: 'aa11', requestedAt });
});

test('takes its own lease again: the step may be retried', async () => {
  await handler(event, context);

  expect(await handler(event, context)).toEqual({ acquired: true, running: execution });
  expect(sfn.calls()).toHaveLength(0);
});

test('says who is running already where the same is being done with the same file', async () => {
  leaseHeldBy(otherExecution);
  executionIs(otherExecution, 'RUNNING');

  expect(await handler(event, context)).toEqual({ acquired: false, running: otherExecution });
  expect(await readLease('production')).toMatchObject({ holder: otherExecution });
});

test('says who waits for people with the same request: the lease that it gave back is taken by nobody', async () => {
  store('waiting#provision', { token: 'token-1', since: '2026-01-01T00:00:00.000Z', execution: otherExecution, hash: lease.hash });
  executionIs(otherExecution, 'RUNNING');

  expect(await handler(event, context)).toEqual({ acquired: false, running: otherExecution });
  expect(await readLease('production')).toBeUndefined();
});

test.each<[string, () => void]>([
  ['has ended', () => executionIs(otherExecution, 'ABORTED', '2026-01-01T00:08:59Z')],
  ['was asked for something else', () => store('waiting#provision', { hash: 'bb22' })],
  ['is the execution itself, which people have answered', () => store('waiting#provision', { execution })],
])('takes the lease where whoever waited for people %s', async (_, given) => {
  store('waiting#provision', { token: 'token-1', since: '2026-01-01T00:00:00.000Z', execution: otherExecution, hash: lease.hash });
  executionIs(otherExecution, 'RUNNING');
  given();

  expect(await handler(event, context)).toEqual({ acquired: true, running: execution });
});

test.each<[string, { hash?: string; intent?: string }]>([
  ['another file', { hash: 'bb22' }],
  ['another intent', { intent: 'scale' }],
])('refuses %s while an execution runs, and names that execution', async (_, held) => {
  fileOnRecord({ hsmCount: 5 });
  leaseHeldBy(otherExecution, held);
  executionIs(otherExecution, 'RUNNING');

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'LeaseHeld',
    details: {
      to: 'environment production',
      problem: `${held.intent ?? 'provision'} is at work on it: ${otherExecution}`,
      remedy: expect.stringContaining('wait until it ends'),
    },
  });
  expect(await readRecord('production'), 'the file on record').toMatchObject({ environment: { hsmCount: 5 } });
});

test.each(['FAILED', 'TIMED_OUT', 'ABORTED', 'SUCCEEDED'] as const)('takes over the lease of an execution that is %s', async (status) => {
  leaseHeldBy(otherExecution, another);
  executionIs(otherExecution, status, '2026-01-01T00:08:59Z');

  expect(await handler(event, context)).toEqual({ acquired: true, running: execution });
  expect(await readLease('production')).toEqual({ ...lease, since: now });
});

test('takes over from an execution of the same file that has ended', async () => {
  leaseHeldBy(otherExecution);
  executionIs(otherExecution, 'FAILED', '2026-01-01T00:08:59Z');

  expect(await handler(event, context)).toMatchObject({ acquired: true });
});

test('does not take over from an execution that waits to be redriven', async () => {
  leaseHeldBy(otherExecution, another);
  executionIs(otherExecution, 'PENDING_REDRIVE');

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
});

test('waits before it takes over from an execution that has just ended: a function of it may still be creating', async () => {
  leaseHeldBy(otherExecution, another);
  executionIs(otherExecution, 'ABORTED', '2026-01-01T00:09:30Z');

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'LeaseSettling',
    details: { to: 'environment production', problem: expect.stringContaining(otherExecution) },
  });
  expect(await readLease('production')).toMatchObject({ holder: otherExecution });
});

test('waits before it takes over from a young execution that Step Functions does not show', async () => {
  leaseHeldBy(otherExecution, { ...another, since: '2026-01-01T00:06:00.000Z' });
  executionIsUnknown(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseSettling' });
  expect(await readLease('production')).toMatchObject({ holder: otherExecution });
});

test('takes over from an old one that Step Functions no longer knows', async () => {
  leaseHeldBy(otherExecution, { ...another, since: '2026-01-01T00:04:00.000Z' });
  executionIsUnknown(otherExecution);

  expect(await handler(event, context)).toMatchObject({ acquired: true });
});

/** Another that is faster than we are: it has the lease when we have looked at its holder. */
function takenOverMeanwhile(held: Parameters<typeof leaseHeldBy>[1]): string {
  const faster = `${otherExecution}-faster`;
  sfn.on(DescribeExecutionCommand).callsFake(() => {
    leaseHeldBy(faster, held);
    return { status: 'FAILED' };
  });
  return faster;
}

test('of two that take over at once, the slower one sees that the same is being done', async () => {
  leaseHeldBy(otherExecution, another);
  const faster = takenOverMeanwhile({});

  expect(await handler(event, context)).toEqual({ acquired: false, running: faster });
});

test('or is refused where it is something else', async () => {
  leaseHeldBy(otherExecution, another);
  const faster = takenOverMeanwhile(another);

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'LeaseHeld',
    details: { problem: `scale is at work on it: ${faster}` },
  });
});

test('looks again where another that was faster has ended already', async () => {
  executionIs(otherExecution, 'FAILED', '2026-01-01T00:04:00.000Z');
  // the file and the wait for people, of which nothing is on record, are read first
  const holders = [undefined, undefined, otherExecution, otherExecution, `${otherExecution}-faster`, undefined];
  dynamodb.on(GetItemCommand).callsFake(() => {
    const holder = holders.shift();
    return { Item: holder ? { holder: { S: holder } } : {} };
  });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseSettling' });
});

test('has a failing table tried again', async () => {
  dynamodb.on(UpdateItemCommand).rejects(serverFault('InternalServerError'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('a run that has waited for people since before a teardown gets no lease', async () => {
  fileOnRecord({}, { tornDownAt: now });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'RequestOutdated' });
  expect(await readLease('production')).toBeUndefined();
});

describe('where another run of the same intent waits for people', () => {
  const waits = { token: 'token-1', since: '2026-01-01T00:00:00.000Z', execution: otherExecution, hash: 'bb22' };

  beforeEach(() => {
    store('waiting#provision', waits);
    executionIs(otherExecution, 'RUNNING');
  });

  test('and was asked for something else, it is woken and finds this one in its place', async () => {
    expect(await handler(event, context)).toEqual({ acquired: true, running: execution });

    expect(sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input)).toEqual([{ taskToken: 'token-1', output: '{}' }]);
    const theOther = { ...event, lease: { ...lease, holder: otherExecution, hash: 'bb22' }, resumed: true };
    await expect(handler(theOther, context)).rejects.toMatchObject({
      name: 'RequestOutdated',
      details: { problem: expect.stringContaining(execution) },
    });
    expect(await readLease('production')).toMatchObject({ holder: execution });
  });

  test('it waits on where this one gets no lease', async () => {
    leaseHeldBy(`${otherExecution}-3`, another);
    executionIs(`${otherExecution}-3`, 'RUNNING');

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(sfn.commandCalls(SendTaskSuccessCommand)).toEqual([]);
  });
});

test('a run that goes on leaves what others have put on record while it waited for people', async () => {
  fileOnRecord({ hsmCount: 3 }, { hash: 'bb22' });

  expect(await handler({ ...event, resumed: true }, context)).toEqual({ acquired: true, running: execution });
  expect(await readRecord('production')).toMatchObject({ environment: { hsmCount: 3 }, hash: 'bb22' });
});

describe('a drill and a teardown, each with a lease of its own', () => {
  const teardown = { ...lease, intent: 'teardown' };
  const drill = { ...lease, intent: 'drill' };
  const drilled = (since = '2026-01-01T00:00:00.000Z') =>
    store('lease#drill', { ...drill, holder: otherExecution, since, createdBy: otherExecution });

  test('do not run side by side: the drill comes second, and gives its lease back', async () => {
    leaseHeldBy(otherExecution, { intent: 'teardown' });
    executionIs(otherExecution, 'RUNNING');

    await expect(handler({ ...event, lease: drill }, context)).rejects.toMatchObject({
      name: 'LeaseHeld',
      details: { problem: `teardown is at work on it: ${otherExecution}` },
    });
    expect(await readLease('production', 'drill')).toBeUndefined();
  });

  test('do not run side by side: the teardown comes second, gives its lease back, and its file is not on record', async () => {
    fileOnRecord({ hsmCount: 5 });
    drilled();
    executionIs(otherExecution, 'RUNNING');

    await expect(handler({ ...event, lease: teardown }, context)).rejects.toMatchObject({
      name: 'LeaseHeld',
      details: { problem: `drill is at work on it: ${otherExecution}` },
    });
    expect(await readLease('production')).toBeUndefined();
    expect(await readLease('production', 'drill')).toMatchObject({ holder: otherExecution });
    expect(await readRecord('production')).toMatchObject({ environment: { hsmCount: 5 } });
  });

  test('follow each other: what has ended holds nobody off', async () => {
    drilled();
    executionIs(otherExecution, 'ABORTED', '2026-01-01T00:08:59Z');

    expect(await handler({ ...event, lease: teardown }, context)).toEqual({ acquired: true, running: execution });
    expect(await readLease('production')).toMatchObject({ intent: 'teardown', holder: execution });
  });

  test.each<[string, () => void]>([
    ['has ended this minute', () => executionIs(otherExecution, 'ABORTED', '2026-01-01T00:09:30Z')],
    ['is too young to be seen', () => executionIsUnknown(otherExecution)],
  ])('wait for each other without a lease where one %s: a function of it may still be at work', async (_, given) => {
    drilled('2026-01-01T00:08:00.000Z');
    given();

    await expect(handler({ ...event, lease: teardown }, context)).rejects.toMatchObject({
      name: 'LeaseSettling',
      details: { problem: expect.stringContaining(otherExecution) },
    });
    expect(await readLease('production')).toBeUndefined();
  });

  test('hold nobody else off: what changes nothing of the other is not even looked at', async () => {
    drilled();

    expect(await handler(event, context)).toMatchObject({ acquired: true });
    expect(sfn.calls()).toHaveLength(0);
  });

  test('leave the file on record alone: a drill changes nothing of it', async () => {
    fileOnRecord({ hsmCount: 5 });

    expect(await handler({ ...event, lease: drill }, context)).toMatchObject({ acquired: true });
    expect(await readRecord('production')).toMatchObject({ environment: { hsmCount: 5 } });
    expect(await readLease('production')).toBeUndefined();
  });
});
