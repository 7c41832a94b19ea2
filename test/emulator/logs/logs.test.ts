import { describe, expect, it } from 'vitest';
import { localAws, request } from '../../local-aws.ts';

async function filled() {
  const emulator = await localAws();
  const { home } = emulator;
  home.logs.createGroup('/app', 30);
  const lines = [
    '{"level":"INFO","code":200,"user":{"name":"ada"}}',
    '{"level":"ERROR","code":503}',
    'plain ERROR text',
    'plain quiet text',
  ];
  for (const line of lines) {
    home.logs.append('/app', 'one', line);
    await home.clock.advance(1);
  }
  home.logs.append('/app', 'two', 'last');
  const call = (operation: string, input: object) => request(emulator, 'logs', operation, input);
  return { emulator, home, call, lines };
}

describe('log groups and streams', () => {
  it('keep their events as long as they are told', async () => {
    const { call, home } = await filled();
    const retention = async () => (await call('DescribeLogGroups', {})).logGroups[0].retentionInDays;
    await call('PutRetentionPolicy', { logGroupName: '/app', retentionInDays: 7 });
    expect(await retention()).toBe(7);
    await expect(call('PutRetentionPolicy', { logGroupName: '/app', retentionInDays: 8 })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining('not 8'),
    });
    await call('DeleteRetentionPolicy', { logGroupName: '/app' });
    expect(await retention()).toBeUndefined();
    for (const operation of ['PutRetentionPolicy', 'DeleteRetentionPolicy'])
      await expect(call(operation, { logGroupName: '/none', retentionInDays: 7 })).rejects.toMatchObject({
        code: 'ResourceNotFoundException',
      });
    await call('PutRetentionPolicy', { logGroupName: '/app', retentionInDays: 1 });
    await home.clock.advance(2 * 24 * 3600);
    expect((await call('FilterLogEvents', { logGroupName: '/app' })).events).toEqual([]);
  });

  it('are deleted with what is in them, and may be there again', async () => {
    const { call, home } = await filled();
    await call('DeleteLogStream', { logGroupName: '/app', logStreamName: 'one' });
    expect((await call('FilterLogEvents', { logGroupName: '/app' })).events).toMatchObject([{ message: 'last' }]);
    await expect(call('DeleteLogStream', { logGroupName: '/app', logStreamName: 'one' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await call('DeleteLogGroup', { logGroupName: '/app' });
    await expect(call('DeleteLogGroup', { logGroupName: '/app' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    home.logs.append('/app', 'three', 'anew');
    expect((await call('FilterLogEvents', { logGroupName: '/app' })).events).toMatchObject([{ message: 'anew' }]);
  });

  it('have tags, of which AWS keeps some to itself and no more than fifty', async () => {
    const { call, home } = await filled();
    const resourceArn = home.arn('logs', 'log-group:/app');
    const numbered = (count: number) => Object.fromEntries([...Array(count).keys()].map((n) => [`k${n}`, '']));
    await call('TagResource', { resourceArn, tags: numbered(50) });
    for (const [tags, code] of [
      [{ 'aws:x': '' }, 'InvalidParameterException'],
      [{ more: '' }, 'TooManyTagsException'],
    ] as const)
      await expect(call('TagResource', { resourceArn, tags })).rejects.toMatchObject({ code });
    await call('UntagResource', { resourceArn, tagKeys: ['k0'] });
    expect(Object.keys((await call('ListTagsForResource', { resourceArn })).tags)).toHaveLength(49);
    const other = { resourceArn: home.arn('logs', 'destination:x') };
    await expect(call('ListTagsForResource', other)).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('let in whom their tags let in', async () => {
    const { call, emulator } = await filled();
    const { iam, kernel } = emulator.home;
    const Condition = { StringEquals: { 'aws:ResourceTag/team': 'payments' } };
    const roleArn = iam.putRole({
      roleName: 'payments',
      assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] },
      policies: [
        { policyName: 'p', policyDocument: { Statement: [{ Effect: 'Allow', Action: 'logs:GetLogEvents', Resource: '*', Condition }] } },
      ],
    });
    const { accessKeyId } = kernel.sessions.begin({ roleArn, sessionName: 's' }, 3600).credentials;
    const read = () => request(emulator, 'logs', 'GetLogEvents', { logGroupName: '/app', logStreamName: 'two' }, accessKeyId);
    await expect(read()).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await call('TagResource', { resourceArn: emulator.home.arn('logs', 'log-group:/app'), tags: { team: 'payments' } });
    expect((await read()).events).toMatchObject([{ message: 'last' }]);
  });

  it('are created once and described in order, with their retention', async () => {
    const emulator = await localAws();
    const call = (operation: string, input: object) => request(emulator, 'logs', operation, input);
    await call('CreateLogGroup', { logGroupName: '/b' });
    emulator.home.logs.createGroup('/a', 14);
    await expect(call('CreateLogGroup', { logGroupName: '/b' })).rejects.toMatchObject({ code: 'ResourceAlreadyExistsException' });
    await expect(call('CreateLogGroup', { logGroupName: 'no spaces' })).rejects.toMatchObject({ code: 'InvalidParameterException' });
    const { logGroups } = await call('DescribeLogGroups', {});
    expect(logGroups).toMatchObject([
      { logGroupName: '/a', retentionInDays: 14, creationTime: emulator.home.clock.now() },
      { logGroupName: '/b', arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/b:*' },
    ]);
    expect(logGroups[1].retentionInDays).toBeUndefined();
    await call('CreateLogStream', { logGroupName: '/b', logStreamName: 's' });
    await expect(call('CreateLogStream', { logGroupName: '/b', logStreamName: 's' })).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
    });
    await expect(call('CreateLogStream', { logGroupName: '/c', logStreamName: 's' })).rejects.toMatchObject({
      message: 'The specified log group does not exist.',
    });
    expect((await call('DescribeLogStreams', { logGroupName: '/b' })).logStreams).toMatchObject([{ logStreamName: 's' }]);
  });

  it('are paged', async () => {
    const { call } = await filled();
    const first = await call('DescribeLogStreams', { logGroupName: '/app', orderBy: 'LastEventTime', descending: true, limit: 1 });
    expect(first.logStreams[0].logStreamName).toBe('two');
    const second = await call('DescribeLogStreams', {
      logGroupName: '/app',
      orderBy: 'LastEventTime',
      descending: true,
      limit: 1,
      nextToken: first.nextToken,
    });
    expect(second.logStreams[0].logStreamName).toBe('one');
    expect(second.nextToken).toBeUndefined();
  });
});

describe('log events', () => {
  it('are put in the order of time, and refused when they are too old or too new', async () => {
    const { home, call } = await filled();
    const now = home.clock.now();
    const put = (...timestamps: number[]) =>
      call('PutLogEvents', {
        logGroupName: '/app',
        logStreamName: 'two',
        logEvents: timestamps.map((timestamp) => ({ timestamp, message: `at ${timestamp}` })),
      });
    expect(await put(now - 15 * 86_400_000, now - 5, now + 3 * 3600_000)).toEqual({
      nextSequenceToken: expect.stringMatching(/^\d{56}$/),
      rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 2 },
    });
    await expect(put(now, now - 1)).rejects.toMatchObject({ message: expect.stringContaining('chronological order') });
    const { events } = await call('GetLogEvents', { logGroupName: '/app', logStreamName: 'two', startFromHead: true });
    expect(events.map(({ message }: any) => message)).toEqual([`at ${now - 5}`, 'last']);
  });

  it('are read from either end, page by page', async () => {
    const { call, lines } = await filled();
    const get = async (rest: object) => call('GetLogEvents', { logGroupName: '/app', logStreamName: 'one', ...rest });
    const messages = (page: any) => page.events.map(({ message }: any) => message);
    const newest = await get({ limit: 3 });
    expect(messages(newest)).toEqual(lines.slice(1));
    const older = await get({ limit: 3, nextToken: newest.nextBackwardToken });
    expect(messages(older)).toEqual(lines.slice(0, 1));
    const head = await get({ limit: 3, startFromHead: true });
    expect(messages(head)).toEqual(lines.slice(0, 3));
    const rest = await get({ limit: 3, nextToken: head.nextForwardToken });
    expect(messages(rest)).toEqual(lines.slice(3));
    const end = await get({ nextToken: rest.nextForwardToken });
    expect(end).toMatchObject({ events: [], nextForwardToken: rest.nextForwardToken });
    const beyond = await get({ nextToken: `b/${'9'.repeat(30)}` });
    expect(messages(beyond)).toEqual(lines);
    expect(await get({ nextToken: beyond.nextForwardToken })).toMatchObject({ events: [] });
    await expect(get({ logStreamName: 'three' })).rejects.toMatchObject({ message: 'The specified log stream does not exist.' });
  });

  it.each([
    ['', [0, 1, 2, 3, 4]],
    ['ERROR', [1, 2]],
    ['plain ERROR', [2]],
    ['plain -ERROR', [3]],
    ['?quiet ?last', [3, 4]],
    ['"plain quiet"', [3]],
    ['{ $.level = "ERROR" }', [1]],
    ['{ $.level = "*O*" && $.code < 500 }', [0]],
    ['{ $.user.name = "ada" || $.code >= 503 }', [0, 1]],
    ['{ $.level != "INFO" }', [1]],
    ['{ $.toString = "*" || $.level.length > 1 }', []],
  ])('are filtered by %s', async (filterPattern, expected) => {
    const { call, lines } = await filled();
    const { events } = await call('FilterLogEvents', { logGroupName: '/app', filterPattern });
    expect(events.map(({ message }: any) => [...lines, 'last'].indexOf(message))).toEqual(expected);
  });

  it('are filtered by time and stream, in pages', async () => {
    const { home, call, lines } = await filled();
    const start = home.clock.now() - 4000;
    const filter = (rest: object) => call('FilterLogEvents', { logGroupName: '/app', ...rest });
    const between = await filter({ startTime: start + 1000, endTime: start + 2000, limit: 1 });
    expect(between.events).toMatchObject([{ message: lines[1], timestamp: start + 1000, logStreamName: 'one' }]);
    const next = await filter({ startTime: start + 1000, endTime: start + 2000, limit: 1, nextToken: between.nextToken });
    expect(next.events).toMatchObject([{ message: lines[2] }]);
    expect((await filter({ logStreamNamePrefix: 'tw' })).events).toMatchObject([{ message: 'last' }]);
  });

  it.each(['[ip, user, code]', '%re+gex%', '{ $.a EXISTS }', '{ ($.a = 1) }'])('refuse the filter pattern %s', async (filterPattern) => {
    const { call } = await filled();
    await expect(call('FilterLogEvents', { logGroupName: '/app', filterPattern })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining('not emulated'),
    });
  });
});
