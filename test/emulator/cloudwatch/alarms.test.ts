import { expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { asking, epoch } from './cloudwatch.ts';

const alarm = {
  AlarmName: 'waiting',
  Namespace: 'Shop',
  MetricName: 'Waiting',
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};

function shop(aws: Emulator) {
  const ask = asking(aws);
  return {
    ask,
    put: (Value: number) => ask('PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'Waiting', Value }] }),
    state: async (name = 'waiting') => {
      const { MetricAlarms, CompositeAlarms } = await ask('DescribeAlarms', { AlarmNames: [name] });
      return [...MetricAlarms, ...CompositeAlarms][0]?.StateValue;
    },
  };
}

it('goes off when its metric breaches, and clears when it does not', async () => {
  const aws = await localAws();
  const { ask, put, state } = shop(aws);
  await ask('PutMetricAlarm', { ...alarm, TreatMissingData: 'notBreaching' });
  expect(await state()).toBe('INSUFFICIENT_DATA');
  await aws.home.clock.advance(60);
  expect(await state()).toBe('OK');

  await put(9);
  await aws.home.clock.advance(60);
  expect(await state()).toBe('ALARM');
  await put(4);
  await aws.home.clock.advance(60);
  expect(await state()).toBe('OK');
});

it('looks back over seven days at most, over queries too', async () => {
  const { ask } = shop(await localAws());
  const { Namespace, MetricName, Statistic: Stat, Period, ...rest } = alarm;
  const Metrics = [{ Id: 'waiting', MetricStat: { Metric: { Namespace, MetricName }, Period, Stat } }];
  const far = ask('PutMetricAlarm', { ...rest, Metrics, EvaluationPeriods: 10_081 });
  await expect(far).rejects.toThrow('more than seven days');
  await ask('PutMetricAlarm', { ...rest, Metrics, EvaluationPeriods: 10_080 });
});

it('is not there where its tags were refused', async () => {
  const { ask } = shop(await localAws());
  const Tags = Array.from({ length: 51 }, (_, index) => ({ Key: `tag-${index}`, Value: '' }));
  await expect(ask('PutMetricAlarm', { ...alarm, Tags })).rejects.toThrow('50 tags at most');
  await expect(ask('PutCompositeAlarm', { AlarmName: 'any', AlarmRule: 'FALSE', Tags })).rejects.toThrow('50 tags at most');
  expect(await ask('DescribeAlarms', { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] })).toMatchObject({
    MetricAlarms: [],
    CompositeAlarms: [],
  });
});

it('takes another value for one of fifty tags', async () => {
  const { ask } = shop(await localAws());
  const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `tag-${index}`, Value: '' }));
  await ask('PutMetricAlarm', { ...alarm, Tags });
  const ResourceARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:waiting';
  await ask('TagResource', { ResourceARN, Tags: [{ Key: 'tag-0', Value: 'new' }] });
  expect((await ask('ListTagsForResource', { ResourceARN })).Tags).toContainEqual({ Key: 'tag-0', Value: 'new' });
});

it.each([
  ['breaching', 'ALARM'],
  ['notBreaching', 'OK'],
  ['ignore', 'ALARM'],
  ['missing', 'INSUFFICIENT_DATA'],
])('takes missing data as %s: %s', async (TreatMissingData, then) => {
  const aws = await localAws();
  const { ask, put, state } = shop(aws);
  await ask('PutMetricAlarm', { ...alarm, TreatMissingData });
  await put(9);
  await aws.home.clock.advance(60);
  expect(await state()).toBe('ALARM');

  await aws.home.clock.advance(600);

  expect(await state()).toBe(then);
});

it('wants M of N datapoints', async () => {
  const aws = await localAws();
  const { ask, put, state } = shop(aws);
  await ask('PutMetricAlarm', { ...alarm, EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' });
  await put(9);
  await aws.home.clock.advance(60);
  expect(await state()).toBe('OK');
  await put(1);
  await aws.home.clock.advance(60);
  await put(9);
  await aws.home.clock.advance(60);
  expect(await state()).toBe('ALARM');
});

it('calculates: an alarm on the difference of a metric to itself', async () => {
  const aws = await localAws();
  const { ask, put, state } = shop(aws);
  const stat = (Id: string, Stat: string) => {
    return { Id, MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Waiting' }, Period: 60, Stat }, ReturnData: false };
  };
  await ask('PutMetricAlarm', {
    AlarmName: 'waiting',
    Metrics: [stat('most', 'Maximum'), stat('least', 'Minimum'), { Id: 'spread', Expression: 'most - least' }],
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  await put(3);
  await aws.home.clock.advance(60);
  expect(await state()).toBe('OK');
  await put(3);
  await put(4);
  await aws.home.clock.advance(60);
  expect(await state()).toBe('ALARM');
});

it('is composed of others by a rule, and changes with them', async () => {
  const aws = await localAws();
  const { ask, state } = shop(aws);
  for (const AlarmName of ['one', 'two']) await ask('PutMetricAlarm', { ...alarm, AlarmName, TreatMissingData: 'notBreaching' });
  await ask('PutCompositeAlarm', { AlarmName: 'both', AlarmRule: 'ALARM("one") AND NOT OK(two)' });
  expect(await state('both')).toBe('OK');

  for (const AlarmName of ['one', 'two']) await ask('SetAlarmState', { AlarmName, StateValue: 'ALARM', StateReason: 'a test' });

  expect(await state('both')).toBe('ALARM');
  await expect(ask('DeleteAlarms', { AlarmNames: ['one'] })).rejects.toThrow('in the rule of the composite alarms both');
  await expect(ask('PutCompositeAlarm', { AlarmName: 'x', AlarmRule: 'ALARM(missing)' })).rejects.toThrow('do not exist');
  await expect(ask('PutCompositeAlarm', { AlarmName: 'x', AlarmRule: 'ALARM(one' })).rejects.toThrow('AlarmRule is not valid at its end');
});

it('tells its topic, and EventBridge', async () => {
  const aws = await localAws();
  const { ask, put } = shop(aws);
  const topic = aws.home.sns.createTopic('pager');
  await ask('PutMetricAlarm', { ...alarm, AlarmActions: [topic], OKActions: [topic] });
  await put(9);
  await aws.home.clock.advance(60);

  const [{ subject, message }] = aws.home.sns.messages(topic) as any[];
  expect(subject).toBe('ALARM: "waiting" in us-east-1');
  expect(JSON.parse(message)).toMatchObject({
    AlarmName: 'waiting',
    NewStateValue: 'ALARM',
    OldStateValue: 'INSUFFICIENT_DATA',
    NewStateReason: 'Threshold Crossed: 1 datapoint [9.0 (05/01/26 09:00:00)] was greater than or equal to the threshold (5.0).',
    StateChangeTime: '2026-01-05T09:01:00.000+0000',
    Trigger: { MetricName: 'Waiting', Namespace: 'Shop', Statistic: 'MAXIMUM', Period: 60, Threshold: 5 },
  });
  expect(aws.home.events.taken.all.at(-1)).toMatchObject({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    detail: { alarmName: 'waiting', state: { value: 'ALARM' }, previousState: { value: 'INSUFFICIENT_DATA' } },
  });
});

it('says in its history alone that it could not publish: the key of the topic lets CloudWatch in, or it does not', async () => {
  const aws = await localAws();
  const { ask } = shop(aws);
  const { KeyMetadata: key } = await request(aws, 'kms', 'CreateKey');
  const topics = [key.KeyId, 'alias/aws/sns'].map((KmsMasterKeyId, index) =>
    aws.home.sns.createTopic(`pager-${index}`, { KmsMasterKeyId }),
  );
  await ask('PutMetricAlarm', { ...alarm, AlarmActions: topics });
  const setOff = async () => {
    for (const StateValue of ['OK', 'ALARM']) await ask('SetAlarmState', { AlarmName: 'waiting', StateValue, StateReason: 'a test' });
    const asked = { AlarmName: 'waiting', HistoryItemType: 'Action', ScanBy: 'TimestampAscending' };
    const { AlarmHistoryItems } = await ask('DescribeAlarmHistory', asked);
    return AlarmHistoryItems.slice(-2).map(({ HistorySummary }: any) => HistorySummary);
  };

  expect(await setOff()).toEqual(topics.map((topic) => `Failed to execute action ${topic}`));

  const allow = (Principal: object, Action: string[], Condition = {}) => ({ Effect: 'Allow', Principal, Action, Resource: '*', Condition });
  const letIn = async (Condition: object) => {
    const Statement = [
      allow({ AWS: 'arn:aws:iam::123456789012:root' }, ['kms:*']),
      allow({ Service: 'cloudwatch.amazonaws.com' }, ['kms:GenerateDataKey*', 'kms:Decrypt'], Condition),
    ];
    await request(aws, 'kms', 'PutKeyPolicy', { KeyId: key.KeyId, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
  };
  const ofTheFirst = [`Successfully executed action ${topics[0]}`, `Failed to execute action ${topics[1]}`];
  await letIn({});
  expect(await setOff()).toEqual(ofTheFirst);
  const source = (accountId: string) => ({
    StringEquals: { 'aws:SourceAccount': accountId, 'kms:EncryptionContext:aws:sns:topicArn': topics[0] },
    ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:*' },
  });
  await letIn(source('123456789012'));
  expect(await setOff()).toEqual(ofTheFirst);
  await letIn(source('210987654321'));
  expect(await setOff()).toEqual(topics.map((topic) => `Failed to execute action ${topic}`));
});

it('keeps its state when it is put again, and refuses what it cannot do', async () => {
  const aws = await localAws();
  const { ask, put, state } = shop(aws);
  await ask('PutMetricAlarm', alarm);
  await put(9);
  await aws.home.clock.advance(60);
  await ask('PutMetricAlarm', { ...alarm, Threshold: 100 });
  expect(await state()).toBe('ALARM');
  await aws.home.clock.advance(60);
  await put(9);
  await aws.home.clock.advance(60);
  expect(await state()).toBe('OK');

  await expect(ask('PutMetricAlarm', { ...alarm, AlarmActions: ['arn:aws:lambda:us-east-1:123456789012:function:f'] })).rejects.toThrow(
    'is not emulated: SNS topics are',
  );
  await expect(ask('PutMetricAlarm', { ...alarm, ExtendedStatistic: 'p90', Statistic: undefined })).rejects.toThrow(
    'ExtendedStatistic of PutMetricAlarm: not emulated',
  );
  await expect(ask('PutMetricAlarm', { ...alarm, DatapointsToAlarm: 2 })).rejects.toThrow('less than or equal to EvaluationPeriods');
});

it('moves no time and sets no timer while nothing changes', async () => {
  const aws = await localAws();
  const { ask, state } = shop(aws);
  await ask('PutMetricAlarm', { ...alarm, TreatMissingData: 'notBreaching' });
  await aws.home.clock.idle();
  expect(aws.home.clock.now()).toBe(epoch * 1000);
  await aws.home.clock.advance(30 * 24 * 3600);

  expect(await state()).toBe('OK');
  expect((await ask('DescribeAlarmHistory', { AlarmName: 'waiting' })).AlarmHistoryItems).toHaveLength(2);
});
