import type { AlarmDeclaration } from '../../kernel/account.ts';
import type { CloudWatchPlace } from './state.ts';

/** The alarms that the account file declares: each over a metric of its own that nobody reports, and so that its absence changes nothing. */
export function declareAlarms(place: CloudWatchPlace): void {
  for (const declared of place.account.alarms ?? []) declare(place, declared);
}

function declare({ cloudwatch: { alarms } }: CloudWatchPlace, { name, state = 'OK', actions = [] }: AlarmDeclaration): void {
  alarms.putMetricAlarm({
    kind: 'MetricAlarm',
    AlarmName: name,
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: actions,
    InsufficientDataActions: [],
    Namespace: 'declared',
    MetricName: name,
    Dimensions: [],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'ignore',
    tags: new Map(),
  });
  alarms.set(alarms.all.get(name)!, state, 'Declared');
}
