import type { Service } from '../../service/service.ts';
import { deleteAlarms } from './operations/delete-alarms.ts';
import { deleteDashboards } from './operations/delete-dashboards.ts';
import { describeAlarmHistory } from './operations/describe-alarm-history.ts';
import { describeAlarms } from './operations/describe-alarms.ts';
import { describeAlarmsForMetric } from './operations/describe-alarms-for-metric.ts';
import { getDashboard } from './operations/get-dashboard.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listDashboards } from './operations/list-dashboards.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { putCompositeAlarm } from './operations/put-composite-alarm.ts';
import { putDashboard } from './operations/put-dashboard.ts';
import { putMetricAlarm } from './operations/put-metric-alarm.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { setAlarmState } from './operations/set-alarm-state.ts';
import { disableAlarmActions, enableAlarmActions } from './operations/switch-alarm-actions.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tags.ts';
import { cloudwatchQueryModel } from './query-model.ts';
import { requestContext } from './request-context.ts';
import type { CloudWatchPlace } from './state.ts';

export const cloudwatch: Service<CloudWatchPlace> = {
  model: 'cloudwatch',
  queryModel: cloudwatchQueryModel,
  iamPrefix: 'cloudwatch',
  invalid: 'ValidationException',
  operations: {
    DeleteAlarms: deleteAlarms,
    DeleteDashboards: deleteDashboards,
    DescribeAlarmHistory: describeAlarmHistory,
    DescribeAlarms: describeAlarms,
    DescribeAlarmsForMetric: describeAlarmsForMetric,
    DisableAlarmActions: disableAlarmActions,
    EnableAlarmActions: enableAlarmActions,
    GetDashboard: getDashboard,
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    ListDashboards: listDashboards,
    ListMetrics: listMetrics,
    ListTagsForResource: listTagsForResource,
    PutCompositeAlarm: putCompositeAlarm,
    PutDashboard: putDashboard,
    PutMetricAlarm: putMetricAlarm,
    PutMetricData: putMetricData,
    SetAlarmState: setAlarmState,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
  context: requestContext,
};
