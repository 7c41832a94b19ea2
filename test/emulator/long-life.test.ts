import { createRequire } from 'node:module';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { CallLog } from '../../emulator/kernel/call-log.ts';
import { Packed } from '../../emulator/kernel/packed.ts';
import { type Buckets, Points } from '../../emulator/services/cloudwatch/series.ts';
import { ofValue } from '../../emulator/services/cloudwatch/statistics.ts';
import { type Store, watched } from '../../emulator/services/dynamodb/watched-store.ts';
import { IamAccount } from '../../emulator/services/iam/account.ts';
import { connection, localAws, request } from '../local-aws.ts';
import { ecsAws, finished, call as onEcs } from './ecs/tasks.ts';
import { createMachine, finish, start } from './states/executions.ts';

const day = 86_400;
const caller = { kind: 'person' as const, arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' };

it('The log of calls keeps the newest ten thousand at least, and twice as many at most', () => {
  const log = new CallLog();
  const place = { accountId: '123456789012', region: 'us-east-1' };
  for (let at = 0; at < 45_000; at++) log.record({ ...place, at, caller, operation: 'kms:ListKeys', input: {} });
  expect(log.requests.length).toBeGreaterThanOrEqual(10_000);
  expect(log.requests.length).toBeLessThanOrEqual(20_000);
  expect(log.requests.at(-1)!.at).toBe(44_999);
});

it('A call that is answered keeps nothing of the function that asked', async () => {
  const aws = await localAws();
  const activity = aws.home.activities.begin('arn:aws:iam::123456789012:role/any', 'any');
  await request(aws, 'kms', 'ListKeys', {}, activity.credentials.accessKeyId);
  activity.end();
  expect(aws.home.calls.requests).toMatchObject([{ byActivity: true, caller: { kind: 'role', activity: undefined } }]);
});

it('Of events and of what a topic took the newest are kept, and no two events have the same id', async () => {
  const { events, sns, clock } = (await localAws()).home;
  const topic = sns.createTopic('outcomes');
  const ids = new Set<string>();
  for (let count = 0; count < 21_000; count++) {
    ids.add(events.emit({ source: 'mine', detailType: 'Same', detail: {} }));
    if (count % 10 === 0) sns.publish(topic, { message: `${count}`, subject: undefined, messageStructure: undefined, attributes: {} });
    if (count === 10_500) await clock.advance(1);
  }
  expect(ids.size).toBe(21_000);
  expect(events.taken.all).toHaveLength(10_000 + 999);
  expect(sns.messages(topic)).toHaveLength(1_000 + 99);
  expect(sns.messages(topic).at(-1)).toMatchObject({ message: '20990' });
});

it('Of deliveries, and of those that failed, the newest are kept', async () => {
  const { events, sqs, clock } = (await localAws()).home;
  const gone = sqs.createQueue('gone');
  events.rules.put({ name: 'all', eventPattern: { source: ['mine'] }, targets: [{ Id: 'gone', Arn: gone }] });
  sqs.deleteQueue(gone);
  const earlier = { ruleArn: '', targetArn: '', eventId: '', errorCode: '', errorMessage: '', kept: false };
  for (let count = 0; count < 20_000; count++) {
    events.deliveries.begun.push({ rule: 'earlier', event: `${count}` });
    events.deliveries.failed.push(earlier);
  }
  const event = events.emit({ source: 'mine', detailType: 'Told', detail: {} });
  await clock.idle();
  expect([events.deliveries.begun.length, events.deliveries.failed.length]).toEqual([10_000, 10_000]);
  expect(events.deliveries.begun.at(-1)).toEqual({ rule: 'all', event });
  expect(events.deliveries.failed.at(-1)).toMatchObject({ eventId: event });
});

it('Permissions that were used, and refusals, are kept within bounds', async () => {
  const { home } = await localAws();
  const { exercises } = new IamAccount(home.kernel, '123456789012', 'aws');
  for (let count = 0; count < 20_500; count++) exercises.record({ roleArn: 'r', action: 'kms:Sign', resource: `${count}` });
  expect(exercises.all()).toHaveLength(20_000);
  expect(exercises.all().at(-1)!.resource).toBe('20499');
});

it('Keys of invocations and of sessions that are over stay expired, though nobody keeps them', async () => {
  const aws = await localAws();
  const { activities, clock } = aws.home;
  const key = activities.begin('arn:aws:iam::123456789012:role/any', 'any');
  expect(activities.expired(key.accessKeyId)).toBe(false);
  key.end();
  expect(activities.expired(key.accessKeyId)).toBe(true);
  // what a person has brought along is none of ours
  for (const other of ['ASIAIOSFODNN7EXAMPLE', 'ASIAAAAAAAAAAAAAAAAA', 'person', '']) expect(activities.expired(other)).toBe(false);

  const { sessions } = aws.cloud.kernel;
  const roleArn = 'arn:aws:iam::123456789012:role/any';
  const { accessKeyId } = sessions.begin({ roleArn, sessionName: 'one' }, 3600).credentials;
  expect(sessions.find(accessKeyId)).toBeDefined();
  await clock.advance(3600);
  sessions.begin({ roleArn, sessionName: 'two' }, 3600);
  expect(sessions.expired(accessKeyId)).toBe(true);
  await expect(request(aws, 'kms', 'ListKeys', {}, accessKeyId)).rejects.toMatchObject({ code: 'ExpiredTokenException' });
});

it('An execution is known for 90 days after its end', async () => {
  const aws = await localAws();
  const machine = await createMachine(aws, { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });
  const { executionArn } = await finish(aws, await start(aws, machine));
  const describe = () => request(aws, 'stepfunctions', 'DescribeExecution', { executionArn });
  await aws.home.clock.advance(90 * day - 1);
  expect(await describe()).toMatchObject({ status: 'SUCCEEDED' });
  await aws.home.clock.advance(1);
  await expect(describe()).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
  expect(await request(aws, 'stepfunctions', 'ListExecutions', { stateMachineArn: machine })).toEqual({ executions: [] });
  const next = await start(aws, machine);
  expect([...aws.home.states.executions.keys()]).toEqual([next]);
  expect(next).not.toBe(executionArn);
});

it('The history of an execution is the same a day after its end, and goes on where it is redriven', async () => {
  const aws = await localAws();
  const machine = await createMachine(aws, { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Broken' } } });
  const { executionArn } = await finish(aws, await start(aws, machine));
  const history = async () => (await request(aws, 'stepfunctions', 'GetExecutionHistory', { executionArn })).events;
  const events = await history();
  await aws.home.clock.advance(day);
  await finish(aws, await start(aws, machine));
  expect(await history()).toEqual(events);
  await request(aws, 'stepfunctions', 'RedriveExecution', { executionArn });
  await aws.home.clock.idle();
  expect((await history()).slice(0, events.length)).toEqual(events);
  expect((await history())[events.length]).toMatchObject({ type: 'ExecutionRedriven', id: events.length + 1 });
});

it('What is packed takes a fraction of its room, and comes back as it was', () => {
  const environments = Array.from({ length: 500 }, (_, number) => ({ name: `environment-${number}`, since: new Date(number), hsms: 3 }));
  const packed = new Packed(environments);
  expect(packed.bytes).toBeLessThan(JSON.stringify(environments).length / 5);
  expect(packed.unpacked()).toEqual(environments);
});

it('Values that are told in any order are found by their minutes, and by hours when they are old', () => {
  const points = new Points('Count');
  const start = Date.parse('2026-01-05T00:00:00Z');
  const [minute, hour, twoWeeks] = [60_000, 3600_000, 16 * 86_400_000];
  // every minute of two hours once, in an order of its own, and one minute three times
  for (let count = 0; count < 120; count++) points.put(start + ((count * 77) % 120) * minute, ofValue((count * 77) % 120));
  for (const value of [100, 200]) points.put(start + 7 * minute + 1000, ofValue(value));
  const told = (from: number, to: number, period: number) => {
    const buckets: Buckets = new Map();
    points.addTo(buckets, { from, to, period });
    return [...buckets];
  };
  expect(told(start + 6 * minute, start + 9 * minute, minute)).toEqual([
    [start + 6 * minute, ofValue(6)],
    [start + 7 * minute, { count: 3, sum: 307, min: 7, max: 200 }],
    [start + 8 * minute, ofValue(8)],
  ]);
  const byHour = [
    [start, { count: 62, sum: (59 * 60) / 2 + 300, min: 0, max: 200 }],
    [start + hour, { count: 60, sum: (59 * 60) / 2 + 3600, min: 60, max: 119 }],
  ];
  expect(told(start, start + 2 * hour, hour)).toEqual(byHour);
  points.fold(start + twoWeeks);
  expect(told(start, start + 2 * hour, minute)).toEqual(byHour);
  expect(points.lastAt()).toBe(start + hour);
});

it('The log of calls keeps no more of what was sent than it shows', async () => {
  const aws = await localAws();
  const { KeyMetadata } = await request(aws, 'kms', 'CreateKey');
  await request(aws, 'kms', 'Encrypt', { KeyId: KeyMetadata.KeyId, Plaintext: Buffer.from('secret').toString('base64') });
  const { Plaintext } = aws.home.calls.requests.at(-1)!.input as { Plaintext: Buffer };
  expect([Plaintext.toString(), Plaintext.buffer.byteLength]).toEqual(['secret', 6]);
});

it('The log of calls keeps what was sent in many characters of the newest calls', () => {
  const log = new CallLog();
  const calls = Array.from({ length: 50 }, (_, at) =>
    log.record({
      at,
      accountId: '1',
      region: 'r',
      caller,
      operation: 'sqs:SendMessage',
      input: { Entries: [{ Body: 'x'.repeat(1_000_000) }] },
    }),
  );
  for (const call of calls) log.answered(call, 200);
  expect(calls[0]!.input).toBe('1000012 characters');
  expect(calls.filter(({ input }) => typeof input === 'object')).toHaveLength(31);
  expect(calls.at(-1)).toMatchObject({ input: { Entries: [{}] } });
});

it('An object is not kept for a second time in the log of calls', async () => {
  const aws = await localAws();
  aws.home.s3.createBucket('reports');
  const Body = Buffer.alloc(5000);
  await new S3Client(connection(aws)).send(new PutObjectCommand({ Bucket: 'reports', Key: 'one', Body }));
  expect(aws.home.calls.requests).toMatchObject([{ input: { Key: 'one', Body: '5000 bytes' } }]);
  expect(aws.home.s3.bucket('reports').objects.find('one')!.body).toEqual(Body);
});

it('Log events are the same when nobody has written or asked for long, those that come late in their place', async () => {
  const aws = await localAws();
  const { logs, clock } = aws.home;
  const group = logs.createGroup('group', 90);
  const begun = clock.now();
  for (let line = 0; line < 2500; line++) {
    await clock.advance(1);
    logs.append('group', 'stream', `${line}`);
  }
  const stream = logs.stream('group', 'stream');
  logs.add(group, stream, begun + 1500, 'late');
  await clock.advance(day);
  logs.append('group', 'another', 'later');
  expect(stream.events.map(({ message }) => message)).toEqual(['0', 'late', ...Array.from({ length: 2499 }, (_, line) => `${line + 1}`)]);
  const between = await request(aws, 'logs', 'GetLogEvents', {
    logGroupName: 'group',
    logStreamName: 'stream',
    startTime: begun + 1000,
    endTime: begun + 3000,
  });
  expect(between.events.map(({ message }: { message: string }) => message)).toEqual(['0', 'late', '1']);
  stream.dropOlder(begun + 2_000_000);
  expect([stream.length, stream.firstAt, stream.last?.timestamp]).toEqual([501, begun + 2_000_000, begun + 2_500_000]);
});

it('Log events go when their retention is over, and with its last one the stream that a service has made', async () => {
  const aws = await localAws();
  const { logs, clock } = aws.home;
  logs.createGroup('kept', 14);
  logs.createGroup('for-ever');
  const call = (operation: string, input: object) => request(aws, 'logs', operation, { logGroupName: 'kept', ...input });
  await call('CreateLogStream', { logStreamName: 'own' });
  for (const group of ['kept', 'for-ever']) logs.append(group, 'of-a-function', 'old');
  await call('PutLogEvents', { logStreamName: 'own', logEvents: [{ timestamp: clock.now(), message: 'old' }] });
  await clock.advance(13 * day);
  logs.append('kept', 'later', 'young');
  await clock.advance(day + 3600);
  expect((await call('FilterLogEvents', {})).events).toMatchObject([{ message: 'young' }]);
  const { logStreams } = await call('DescribeLogStreams', {});
  expect(logStreams.map(({ logStreamName }: { logStreamName: string }) => logStreamName)).toEqual(['later', 'own']);
  expect((await call('FilterLogEvents', { logGroupName: 'for-ever' })).events).toHaveLength(1);
});

it('Of a log stream that never ends the newest events are kept', async () => {
  const { home } = await localAws();
  for (let line = 0; line < 101_000; line++) home.logs.append('group', 'stream', `${line}`);
  const { events } = home.logs.stream('group', 'stream');
  expect(events.length).toBeLessThanOrEqual(100_000);
  expect(events.length).toBeGreaterThanOrEqual(50_000);
  expect(events.at(-1)!.message).toBe('100999');
});

it('A task is shown for an hour after it has stopped, and its id does not come again', async () => {
  const aws = await ecsAws('');
  const first = await finished(aws, { clientToken: 'one' });
  const shown = async () => (await onEcs(aws, 'DescribeTasks', { tasks: [first.taskArn] })).tasks.length;
  expect(await shown()).toBe(1);
  await aws.home.clock.advance(3600);
  const second = await finished(aws, { clientToken: 'one' });
  expect(second.taskArn).not.toBe(first.taskArn);
  expect(await shown()).toBe(0);
  expect([aws.home.ecs.tasks.size, aws.home.ecs.clientTokens.size]).toEqual([1, 1]);
});

it('A secret has a hundred versions, and those of the last day', async () => {
  const aws = await localAws();
  const call = (operation: string, input: object) => request(aws, 'secretsmanager', operation, { SecretId: 's', ...input });
  await request(aws, 'secretsmanager', 'CreateSecret', { Name: 's', SecretString: '0' });
  const put = async (count: number) => {
    for (let value = 1; value <= count; value++) await call('PutSecretValue', { SecretString: `${value}` });
  };
  await put(119);
  const versions = () => aws.home.secretsManager.usable('s').versions;
  expect(versions().size).toBe(120);
  await aws.home.clock.advance(day);
  await put(2);
  expect(versions().size).toBe(100);
  expect(await call('GetSecretValue', {})).toMatchObject({ SecretString: '2' });
  expect(await call('GetSecretValue', { VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: '1' });
});

it('A metric goes when it had no value for as long as values are kept', async () => {
  const aws = await localAws();
  const { metrics } = aws.home.cloudwatch;
  const put = (MetricName: string) => metrics.note({ Namespace: 'N', MetricName }, aws.home.clock.now(), 1);
  const sum = () => {
    const window = { from: 0, to: aws.home.clock.now() + 1, period: 2 ** 45 };
    return metrics.byUnit({ Namespace: 'N', MetricName: 'old' }, window).length;
  };
  put('old');
  await aws.home.clock.advance(455 * day);
  put('new');
  expect(sum()).toBe(1);
  await aws.home.clock.advance(2 * day);
  put('newer');
  expect(sum()).toBe(0);
});

it('Tables keep no iterator that has come to its end', async () => {
  const { create } = createRequire(import.meta.url)('dynalite/db') as { create(options: object): Store };
  const made = create({});
  const open = new Set<object>();
  const database = made.db as unknown as { attachResource(one: object): void; detachResource(one: object): void };
  const [attach, detach] = [database.attachResource.bind(database), database.detachResource.bind(database)];
  database.attachResource = (one) => {
    open.add(one);
    attach(one);
  };
  database.detachResource = (one) => {
    open.delete(one);
    detach(one);
  };
  const { tableDb } = watched(made, () => {});
  for await (const _ of tableDb.createKeyStream()) expect.unreachable('there is no table');
  await new Promise(setImmediate);
  expect(open.size).toBe(0);
});
