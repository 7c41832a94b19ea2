import { expect, test } from 'vitest';
import { alarmsOf } from '../../../../core/alarms/alarms.ts';
import { countedLines } from '../../../../core/alarms/audit-log.ts';
import { filterOf } from '../../../../emulator/services/logs/filter-pattern.ts';

const watched = {
  stage: 'prod',
  environment: 'payments',
  clusterId: 'cluster-22222222222',
  hsmType: 'hsm2m.medium',
  topic: 'arn:aws:sns:us-east-1:123456789012:alarms',
};
const named = (hsmType = watched.hsmType) =>
  new Map(alarmsOf({ ...watched, hsmType }).map((alarm) => [alarm.AlarmName.split('/').at(-1), alarm]));

test('every alarm has the name of its environment, tells the topic, and says what it means', () => {
  const alarms = alarmsOf(watched);

  expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
  for (const alarm of alarms) {
    expect(alarm.AlarmName).toMatch(/^cloudhsm-lifecycle\/prod\/payments\/[a-z-]+$/);
    expect(alarm.AlarmActions).toEqual([watched.topic]);
    expect(alarm.AlarmDescription).toMatch(/\.$/);
  }
});

test('the five things that AWS asks to watch have its thresholds, by the type of the HSMs', () => {
  const alarms = named();

  expect(alarms.get('hsm-unhealthy')).toMatchObject({ MetricName: 'HsmUnhealthy', Statistic: 'Maximum', Threshold: 1 });
  expect(alarms.get('sessions-near-limit')).toMatchObject({ MetricName: 'HsmSessionCount', Statistic: 'Maximum', Threshold: 1800 });
  expect(alarms.get('users-near-limit')).toMatchObject({
    Statistic: 'Minimum',
    ComparisonOperator: 'LessThanOrEqualToThreshold',
    Threshold: 15,
  });
  expect(alarms.get('keys-near-limit')?.Threshold).toBe(12_499);
  expect(named('hsm1.medium').get('keys-near-limit')?.Threshold).toBe(2475);
  expect(alarms.get('keys-differ')?.Metrics?.at(-1)).toEqual({ Id: 'difference', Expression: 'most - least', ReturnData: true });
});

test('alarms look at the cluster: an HSM that is replaced has another id', () => {
  for (const { Namespace, Dimensions, Metrics = [] } of alarmsOf(watched)) {
    const metrics = [{ Namespace, Dimensions }, ...Metrics.map(({ MetricStat }) => MetricStat?.Metric ?? {})];
    for (const metric of metrics)
      if (metric.Namespace === 'AWS/CloudHSM') expect(metric.Dimensions).toEqual([{ Name: 'ClusterId', Value: watched.clusterId }]);
  }
});

test.each([
  ['login-failed', 'Opcode : CN_LOGIN (0xd)\nResponse : 163:HSM Error: RET_USER_LOGIN_FAILURE'],
  ['unknown-user', "Response : 157:HSM Error: user isn't initialized or user with this name doesn't exist"],
  ['unknown-user', "Response : 206:HSM Error: This user doesn't exist"],
  ['admin-created', 'Opcode : CN_CREATE_CO (0x4)'],
  ['user-created', 'Opcode : CN_CREATE_USER (0x3)'],
  ['user-deleted', 'Opcode : CN_DELETE_USER (0xa1)'],
  ['password-changed', 'Opcode : CN_CHANGE_PSWD (0x9)\nUser Name : application'],
  ['quorum-changed', 'Opcode : CN_SET_M_VALUE'],
  ['zeroized', 'Opcode : CN_ZEROIZE'],
  ['keys-deleted', 'Opcode : CN_TOMBSTONE_OBJECT'],
  ['keys-exported', 'Opcode : CN_WRAP_KEY'],
  ['keys-shared', 'Opcode : CN_SHARE_OBJECT'],
])('%s counts its line, and no other filter does', (name, line) => {
  expect(countedLines.filter(({ pattern }) => filterOf(pattern)(line)).map((one) => one.name)).toEqual([name]);
});

test('that KMS changes the password of kmsuser, as it does whenever it connects, is counted by nobody', () => {
  const line = 'Opcode : CN_CHANGE_PSWD (0x9)\nUser Name : kmsuser';
  expect(countedLines.filter(({ pattern }) => filterOf(pattern)(line))).toEqual([]);
});
