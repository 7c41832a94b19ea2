import { type TagMember, withTags } from '../../services/cloudwatch/new-alarm.ts';
import { declareAlarm, type Input } from '../../services/cloudwatch/operations/put-metric-alarm.ts';
import { changedTags } from '../changed-tags.ts';
import { between, document, flag, matching, number, oneOf, required, structures, tags, text, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const alarm: ResourceType = {
  type: 'AWS::CloudWatch::Alarm',
  fixed: ['AlarmName'],
  attributes: ['Arn'],
  properties: {
    AlarmName: matching(/^[\s\S]{1,255}$/),
    AlarmDescription: text,
    ActionsEnabled: flag,
    AlarmActions: texts,
    OKActions: texts,
    InsufficientDataActions: texts,
    ComparisonOperator: required(text),
    DatapointsToAlarm: between(1),
    Dimensions: structures({ Name: required(text), Value: required(text) }),
    EvaluationPeriods: required(between(1)),
    MetricName: text,
    Metrics: {
      kind: 'structures',
      members: { Id: required(text), Expression: text, Label: text, MetricStat: document, Period: number, ReturnData: flag },
    },
    Namespace: text,
    Period: number,
    Statistic: oneOf('Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'),
    Threshold: number,
    TreatMissingData: oneOf('breaching', 'notBreaching', 'ignore', 'missing'),
    Unit: text,
    Tags: tags,
  },
  taken: { by: 'AlarmName', isTaken: (name, { cloudwatch }) => cloudwatch.alarms.all.has(name) },
  create(properties, { place, generatedName }) {
    const AlarmName = properties.AlarmName ?? generatedName(255);
    const AlarmArn = place.arn('cloudwatch', `alarm:${AlarmName}`);
    declareAlarm(place, { ...properties, AlarmName } as Input);
    return { physicalId: AlarmName, arn: AlarmArn, attributes: { Arn: AlarmArn } };
  },
  update({ Tags, ...properties }, { physicalId: AlarmName, properties: before }, { place }) {
    const { all } = place.cloudwatch.alarms;
    const tags = changedAlarmTags(all.get(AlarmName)!.tags, before.Tags, Tags);
    declareAlarm(place, { ...properties, AlarmName } as Input);
    all.get(AlarmName)!.tags = tags;
    return undefined;
  },
  delete({ physicalId }, { cloudwatch }) {
    cloudwatch.alarms.delete(physicalId);
  },
};

/**
 * What an alarm's tags are after a change of its template: those that it got in other ways stay.
 *
 * @throws AwsError ValidationException
 */
export function changedAlarmTags(held: ReadonlyMap<string, string>, before?: TagMember[], after?: TagMember[]): Map<string, string> {
  const { set, gone } = changedTags(before, after);
  return withTags(
    [...held].filter(([key]) => !gone.includes(key)),
    set,
  );
}
