import { describe, expect, it } from 'vitest';
import type { MetricAlarm, StateValue } from '../../../emulator/services/cloudwatch/alarm.ts';
import { type EvaluatedPeriod, reasonDataOf, reasonOf } from '../../../emulator/services/cloudwatch/reason.ts';

const start = Date.parse('2019-10-02T16:59:00Z');
const alarm = (more: object) =>
  ({
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 50,
    EvaluationPeriods: 1,
    Period: 300,
    Statistic: 'Average',
    ...more,
  }) as MetricAlarm;
const high: EvaluatedPeriod = { start, value: 99.5, sampleCount: 1 };
const low: EvaluatedPeriod = { start, value: 12, sampleCount: 1 };
const none: EvaluatedPeriod = { start };

describe('the reason of an alarm', () => {
  it.each<[string, object, StateValue, EvaluatedPeriod[], number, string]>([
    ['beyond', {}, 'ALARM', [high], 1, 'Threshold Crossed: 1 datapoint [99.5 (02/10/19 16:59:00)] was greater than the threshold (50.0).'],
    ['within', {}, 'OK', [low], 0, 'Threshold Crossed: 1 datapoint [12.0 (02/10/19 16:59:00)] was not greater than the threshold (50.0).'],
    [
      'M out of N',
      { DatapointsToAlarm: 1 },
      'ALARM',
      [high],
      1,
      'Threshold Crossed: 1 out of the last 1 datapoints [99.5 (02/10/19 16:59:00)] was greater than the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).',
    ],
    [
      'back within M out of N',
      { DatapointsToAlarm: 1 },
      'OK',
      [low],
      0,
      'Threshold Crossed: 1 out of the last 1 datapoints [12.0 (02/10/19 16:59:00)] was not greater than the threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).',
    ],
    ['nothing', { EvaluationPeriods: 2 }, 'INSUFFICIENT_DATA', [none, none], 0, 'Insufficient Data: 2 datapoints were unknown.'],
    [
      'nothing, which counts as good',
      { TreatMissingData: 'notBreaching' },
      'OK',
      [none],
      0,
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    ],
  ])('tells of values that are %s', (_, more, state, periods, breaching, words) => {
    expect(reasonOf(alarm(more), state, periods, breaching)).toBe(words);
  });

  it('comes with what was looked at', () => {
    expect(JSON.parse(reasonDataOf(alarm({}), [none, high], start + 300_000))).toEqual({
      version: '1.0',
      queryDate: '2019-10-02T17:04:00.000+0000',
      startDate: '2019-10-02T16:59:00.000+0000',
      statistic: 'Average',
      period: 300,
      recentDatapoints: [99.5],
      threshold: 50,
      evaluatedDatapoints: [
        { timestamp: '2019-10-02T16:59:00.000+0000' },
        { timestamp: '2019-10-02T16:59:00.000+0000', sampleCount: 1, value: 99.5 },
      ],
    });
  });
});
