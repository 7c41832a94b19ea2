import { expect, test } from 'vitest';
import { failureKinds } from '../../../core/errors/failure-kinds.ts';
import { alarms } from '../../../infrastructure/alarms.ts';
import { notifications } from '../../../infrastructure/notifications.ts';

const declared: any[] = Object.values(alarms.Resources!).map(({ Properties }) => Properties);
const [silence, ...others] = declared.toSorted((one) => (one.MetricName === 'HealthLooks' ? -1 : 1));
const topics: Record<string, any> = notifications.Resources!;
const kindOf = ({ Dimensions = [] }: any) => Dimensions.find(({ Name }: any) => Name === 'Kind')?.Value;

test('failed runs have an alarm for each kind of the error table that wakes somebody, and for no other', () => {
  const waking = Object.entries(failureKinds).flatMap(([kind, { alarm }]) => (alarm ? [kind] : []));

  expect(declared.map(kindOf).filter(Boolean).toSorted()).toEqual(waking.toSorted());
});

test('every alarm goes off at the first, is silent without data, and says what it means and where to look', () => {
  expect(others).toHaveLength(6);
  for (const alarm of others) expect(alarm).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, TreatMissingData: 'notBreaching' });
  for (const alarm of declared) expect(alarm.AlarmDescription).toMatch(/\. .+\.$|: .+\. .+\.$/);
});

test('that nobody looks is an alarm after three looks that were not there', () => {
  expect(silence).toMatchObject({
    ...{ MetricName: 'HealthLooks', Period: 300, EvaluationPeriods: 3, DatapointsToAlarm: 3 },
    ...{ Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' },
  });
});

test('CloudWatch may use the key of each topic that an alarm publishes to', () => {
  for (const { AlarmActions } of declared) {
    const [topic] = AlarmActions.map(({ Ref }: any) => topics[Ref]);
    const key = topics[topic.Properties.KmsMasterKeyId.Ref];
    const ofCloudWatch = key.Properties.KeyPolicy.Statement.find(({ Principal }: any) => Principal.Service === 'cloudwatch.amazonaws.com');
    // with a condition on the source it would be refused, and say so nowhere but in the alarm's history
    expect(ofCloudWatch).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
    });
  }
});
