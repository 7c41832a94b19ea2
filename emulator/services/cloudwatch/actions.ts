import { AwsError } from '../../kernel/aws-error.ts';
import { serviceCaller } from '../../kernel/service-caller.ts';
import { checkTopicKey } from '../sns/topic-key.ts';
import { type Alarm, actionsOf, type StateValue } from './alarm.ts';
import type { CloudWatchNeeds } from './needs.ts';
import { invalid } from './queries.ts';
import { withOffset } from './timestamp.ts';

const service = 'cloudwatch.amazonaws.com';

/** @throws AwsError ValidationException for what an alarm here cannot do */
export function checkActions(actions: string[]): void {
  for (const action of actions) {
    if (!action.startsWith('arn:')) throw invalid(`Invalid arn syntax: ${action}`);
    if (!/^arn:aws[a-z-]*:sns:[^:]+:\d{12}:[^:]+$/.test(action))
      throw invalid(`The action ${action} is not emulated: SNS topics are; docs/api-coverage.md lists what is`);
  }
}

/** An action that was tried: in an alarm's history, and nowhere else. */
export interface Tried {
  action: string;
  /** What AWS answered to it, where it failed. */
  error?: string;
}

/** Does what an alarm is to do in its state, and says what came of it. */
export function act(place: CloudWatchNeeds, alarm: Alarm, before: StateValue, triggering: Alarm[]): Tried[] {
  if (!alarm.ActionsEnabled) return [];
  return actionsOf(alarm, alarm.StateValue).map((action) => {
    try {
      publish(place, action, alarm, messageOf(place, alarm, before, triggering));
      return { action };
    } catch (error) {
      if (error instanceof AwsError) return { action, error: `${error.code}: ${error.message}` };
      throw error;
    }
  });
}

function publish(place: CloudWatchNeeds, topicArn: string, alarm: Alarm, content: object): void {
  const topic = place.sns.topics.get(topicArn);
  if (!topic) throw new AwsError('NotFoundException', 'Topic does not exist');
  const { resourcePolicies } = place.iam;
  // a topic without a policy of its own has the one that AWS gives it, which lets in alarms of its account
  const denial = resourcePolicies.of(topicArn).length > 0 && resourcePolicies.denial(service, 'sns:Publish', topicArn, alarm.AlarmArn);
  if (denial) throw new AwsError('AuthorizationErrorException', denial);
  checkTopicKey(place, topic, serviceCaller(service), alarm.AlarmArn);
  const { AlarmName, StateValue } = alarm;
  const subject = `${StateValue}: "${AlarmName}" in ${place.region}`;
  const message = JSON.stringify(content);
  place.sns.publish(topicArn, { subject: subject.slice(0, 100), message, messageStructure: undefined, attributes: {} });
}

/** CloudWatch User Guide, "Notifying users on alarm changes". */
function messageOf(place: CloudWatchNeeds, alarm: Alarm, before: StateValue, triggering: Alarm[]): object {
  const common = {
    AlarmName: alarm.AlarmName,
    AlarmDescription: alarm.AlarmDescription ?? null,
    AWSAccountId: place.accountId,
    AlarmConfigurationUpdatedTimestamp: withOffset(alarm.AlarmConfigurationUpdatedTimestamp),
    NewStateValue: alarm.StateValue,
    NewStateReason: alarm.StateReason,
    StateChangeTime: withOffset(alarm.StateUpdatedTimestamp),
    Region: place.region,
    AlarmArn: alarm.AlarmArn,
    OldStateValue: before,
    OKActions: alarm.OKActions,
    AlarmActions: alarm.AlarmActions,
    InsufficientDataActions: alarm.InsufficientDataActions,
  };
  if (alarm.kind === 'CompositeAlarm') {
    const TriggeringChildren = triggering.map(({ AlarmArn: Arn, StateValue: Value, StateUpdatedTimestamp }) => ({
      Arn,
      State: { Value, Timestamp: withOffset(StateUpdatedTimestamp) },
    }));
    return { ...common, AlarmRule: alarm.AlarmRule, TriggeringChildren };
  }
  const Trigger = {
    MetricName: alarm.MetricName,
    Namespace: alarm.Namespace,
    ...(alarm.Metrics ? { Metrics: alarm.Metrics } : { StatisticType: 'Statistic', Statistic: alarm.Statistic?.toUpperCase() }),
    Unit: alarm.Unit ?? null,
    Dimensions: (alarm.Dimensions ?? []).map(({ Name: name, Value: value }) => ({ value, name })),
    Period: alarm.Period,
    EvaluationPeriods: alarm.EvaluationPeriods,
    DatapointsToAlarm: alarm.DatapointsToAlarm,
    ComparisonOperator: alarm.ComparisonOperator,
    Threshold: alarm.Threshold,
    TreatMissingData: alarm.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: '',
  };
  return { ...common, Trigger };
}
