import { arn, attribute, ref, stage } from '../cloudformation.ts';
import { recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { dashboards, describeClusters } from './grants.ts';
import type { Steps } from './step.ts';

/** What is watched, and by whom. */
export const monitoring: Steps = {
  'apply-monitoring': {
    permissions: [
      describeClusters,
      // composite alarms are told to those only who may see all
      allow('cloudwatch:DescribeAlarms', arn('cloudwatch', 'alarm:*')),
      allow(['cloudwatch:PutMetricAlarm', 'cloudwatch:PutCompositeAlarm'], arn('cloudwatch', `alarm:cloudhsm-lifecycle/${stage}/*`)),
      allow('cloudwatch:PutDashboard', dashboards),
      allow(['logs:DescribeMetricFilters', 'logs:PutMetricFilter'], arn('logs', 'log-group:/aws/cloudhsm/*')),
    ],
    environment: { ALARM_TOPIC: ref('AlarmTopic') },
  },
  // its role tells an alarm nothing else: what it finds it writes into its log
  'check-health': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow('kms:DescribeCustomKeyStores'),
      allow('dynamodb:Scan', attribute('EnvironmentsTable', 'Arn')),
    ],
    environment: record,
  },
};
