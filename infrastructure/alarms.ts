import { lookMetric, ownNamespace } from '../core/alarms/names.ts';
import { failureKinds } from '../core/errors/failure-kinds.ts';
import { failureMetric } from '../core/failures/failure-metric.ts';
import { attribute, prefix, type Resource, ref, stage, type TemplatePart } from './cloudformation.ts';
import { pascal } from './names.ts';

/**
 * What somebody is woken for: runs that failed for what is nobody's mistake in a file, and failures that nobody would be told of. Each
 * goes off once in five minutes at most and says where to look.
 */
export const alarms: TemplatePart = {
  Resources: {
    ...Object.fromEntries(Object.entries(failureKinds).flatMap(([kind, { alarm: why }]) => (why ? [failedRuns(kind, why)] : []))),
    FailureNotReportedAlarm: alarm('failure-not-reported', {
      AlarmDescription:
        'A workflow failed and reporting it failed too: people may not know, and its environment may still be leased. See the failed execution of the report-failure state machine.',
      Metrics: [
        { Id: 'all', Expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)', ReturnData: true },
        reports('failed', 'ExecutionsFailed'),
        reports('timedOut', 'ExecutionsTimedOut'),
        reports('aborted', 'ExecutionsAborted'),
      ],
    }),
    HealthSilentAlarm: alarm('health-silent', {
      AlarmDescription:
        'For 15 minutes nobody has looked how the environments are: check-health does not run, or fails, and what only it measures is not known. See its log and its metric Errors; the rule that starts it every five minutes may be disabled.',
      Namespace: ownNamespace,
      MetricName: lookMetric,
      Dimensions: [{ Name: 'Stage', Value: stage }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    }),
    EventsUndeliveredAlarm: alarm('events-undelivered', {
      AlarmDescription:
        'An event reached no state machine: a request for an environment, or the end of a run that failed. It lies in the queue of undelivered events.',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: attribute('UndeliveredEvents', 'QueueName') }],
      Statistic: 'Maximum',
      Period: 300,
    }),
  },
};

function failedRuns(kind: string, why: string): [string, Resource] {
  const name = `run-failed-${kind}`;
  const { namespace: Namespace, name: MetricName } = failureMetric;
  const AlarmDescription = `${why} The notice of the run says what and how to go on; docs/operations.md, "After a failure".`;
  const Dimensions = [
    { Name: 'Stage', Value: stage },
    { Name: 'Kind', Value: kind },
  ];
  return [`${pascal(name)}Alarm`, alarm(name, { AlarmDescription, Namespace, MetricName, Dimensions, Statistic: 'Sum', Period: 300 })];
}

function reports(Id: string, MetricName: string): object {
  const Dimensions = [{ Name: 'StateMachineArn', Value: ref('ReportFailureStateMachine') }];
  return { Id, MetricStat: { Metric: { Namespace: 'AWS/States', MetricName, Dimensions }, Period: 300, Stat: 'Sum' }, ReturnData: false };
}

/** One is enough, and no news is good news, where the metric says nothing else. */
function alarm(name: string, metric: object): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${prefix}-${name}`,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [ref('AlarmTopic')],
      ...metric,
    },
  };
}
