import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';

const pattern = JSON.stringify({ source: ['cloudhsm.lifecycle'] });
const queue = { Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:123456789012:inbox' };

const ask = (emulator: Emulator, operation: string, input: object) => request(emulator, 'events', operation, input);

describe('a rule', () => {
  it('is put, described, switched and listed', async () => {
    const emulator = await localAws();
    const { RuleArn } = await ask(emulator, 'PutRule', { Name: 'requested', EventPattern: pattern, Description: 'starts' });
    expect(RuleArn).toBe('arn:aws:events:us-east-1:123456789012:rule/requested');
    await ask(emulator, 'DisableRule', { Name: 'requested' });
    expect(await ask(emulator, 'DescribeRule', { Name: 'requested' })).toEqual({
      Name: 'requested',
      Arn: RuleArn,
      EventPattern: pattern,
      Description: 'starts',
      State: 'DISABLED',
      EventBusName: 'default',
      CreatedBy: '123456789012',
    });
    await ask(emulator, 'EnableRule', { Name: 'requested' });
    await ask(emulator, 'PutRule', { Name: 'audit', ScheduleExpression: 'rate(1 day)' });
    const first = await ask(emulator, 'ListRules', { Limit: 1 });
    expect(first.Rules.map(({ Name }: { Name: string }) => Name)).toEqual(['audit']);
    const { Rules, NextToken } = await ask(emulator, 'ListRules', { Limit: 1, NextToken: first.NextToken });
    expect(Rules).toMatchObject([{ Name: 'requested', State: 'ENABLED' }]);
    expect(NextToken).toBeUndefined();
  });

  it('takes tags when it is new, and fifty at most', async () => {
    const emulator = await localAws();
    const put = (Value: string) => ask(emulator, 'PutRule', { Name: 'requested', EventPattern: pattern, Tags: [{ Key: 'a', Value }] });
    const { RuleArn: ResourceARN } = await put('first');
    await put('second');
    expect(await ask(emulator, 'ListTagsForResource', { ResourceARN })).toEqual({ Tags: [{ Key: 'a', Value: 'first' }] });
    const tag = (Tags: object[]) => ask(emulator, 'TagResource', { ResourceARN, Tags });
    await expect(tag([{ Key: 'aws:x', Value: '' }])).rejects.toMatchObject({ code: 'ValidationException' });
    const fifty = [...Array(50).keys()].map((n) => ({ Key: `k${n}`, Value: '' }));
    await expect(tag(fifty)).rejects.toMatchObject({ code: 'LimitExceededException' });
    const none = { ResourceARN: 'arn:aws:events:us-east-1:123456789012:archive/x' };
    await expect(ask(emulator, 'ListTagsForResource', none)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('is not there where its tags were refused', async () => {
    const emulator = await localAws();
    const put = ask(emulator, 'PutRule', { Name: 'requested', EventPattern: pattern, Tags: [{ Key: 'aws:x', Value: '' }] });
    await expect(put).rejects.toMatchObject({ code: 'ValidationException' });
    expect(await ask(emulator, 'ListRules', {})).toEqual({ Rules: [] });
  });

  it('stands on the one bus that there is', async () => {
    const emulator = await localAws();
    const bus = { Name: 'default', Arn: 'arn:aws:events:us-east-1:123456789012:event-bus/default' };
    expect(await ask(emulator, 'ListEventBuses', {})).toMatchObject({ EventBuses: [bus] });
    expect(await ask(emulator, 'ListEventBuses', { NamePrefix: 'own' })).toEqual({ EventBuses: [] });
    expect(await ask(emulator, 'DescribeEventBus', {})).toMatchObject(bus);
    await expect(ask(emulator, 'DescribeEventBus', { Name: 'own' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('keeps its targets when it is put again, and cannot be deleted while it has any', async () => {
    const emulator = await localAws();
    await ask(emulator, 'PutRule', { Name: 'requested', EventPattern: pattern });
    expect(await ask(emulator, 'PutTargets', { Rule: 'requested', Targets: [queue] })).toEqual({ FailedEntryCount: 0, FailedEntries: [] });
    await ask(emulator, 'PutRule', { Name: 'requested', EventPattern: pattern, State: 'DISABLED' });
    expect((await ask(emulator, 'ListTargetsByRule', { Rule: 'requested' })).Targets).toEqual([queue]);
    await expect(ask(emulator, 'DeleteRule', { Name: 'requested' })).rejects.toMatchObject({
      code: 'ValidationException',
      message: "Rule can't be deleted since it has targets.",
    });
    await ask(emulator, 'RemoveTargets', { Rule: 'requested', Ids: ['queue'] });
    await ask(emulator, 'DeleteRule', { Name: 'requested' });
    await expect(ask(emulator, 'DescribeRule', { Name: 'requested' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Rule requested does not exist on EventBus default.',
    });
  });

  it.each([
    ['neither pattern nor schedule', {}, 'ValidationException', 'EventPattern or ScheduleExpression must be specified'],
    ['a schedule that is none', { ScheduleExpression: 'daily' }, 'ValidationException', 'ScheduleExpression is not valid'],
    ['an unknown operator', { EventPattern: '{"source":[{"like":"a"}]}' }, 'InvalidEventPatternException', 'Unrecognized match type like'],
    ['another bus', { EventPattern: pattern, EventBusName: 'mine' }, 'ResourceNotFoundException', 'Event bus mine does not exist.'],
  ])('is refused with %s', async (_, declaration, code, message) => {
    const emulator = await localAws();
    await expect(ask(emulator, 'PutRule', { Name: 'requested', ...declaration })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [
      'of a kind that is not emulated',
      { Id: 'x', Arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/x' },
      'is of a kind that is not emulated',
    ],
    ['with a parameter that is not emulated', { ...queue, SqsParameters: { MessageGroupId: 'g' } }, 'SqsParameters of target queue'],
    ['with two inputs', { ...queue, Input: '{}', InputPath: '$.detail' }, 'Only one of Input, InputPath, or InputTransformer'],
    ['with an input that is not JSON', { ...queue, Input: '{' }, 'JSON syntax error in input for target queue'],
    [
      'that is a state machine without a role',
      { Id: 'x', Arn: 'arn:aws:states:us-east-1:123456789012:stateMachine:provision' },
      'RoleArn is required for target',
    ],
    [
      'whose dead letters go elsewhere than to a queue',
      { ...queue, DeadLetterConfig: { Arn: 'arn:aws:sns:us-east-1:123456789012:t' } },
      'DeadLetterConfig.Arn',
    ],
  ])('refuses a target %s', async (_, target, message) => {
    const emulator = await localAws();
    await ask(emulator, 'PutRule', { Name: 'requested', EventPattern: pattern });
    await expect(ask(emulator, 'PutTargets', { Rule: 'requested', Targets: [target] })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  it('has five targets at most', async () => {
    const emulator = await localAws();
    await ask(emulator, 'PutRule', { Name: 'requested', EventPattern: pattern });
    const targets = [1, 2, 3, 4, 5, 6].map((n) => ({ ...queue, Id: `queue-${n}` }));
    await expect(ask(emulator, 'PutTargets', { Rule: 'requested', Targets: targets })).rejects.toMatchObject({
      code: 'LimitExceededException',
    });
  });
});
