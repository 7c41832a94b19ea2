import { arn, attribute, ref, sub } from '../cloudformation.ts';
import { readRecord, recordSettings as record, scanRecordElsewhere } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { describeClusters, keys } from './grants.ts';
import { reader, type Steps } from './step.ts';

const audits = attribute('AuditBucket', 'Arn');
const workOfAudits = sub('${AuditBucket.Arn}/work/*');
const reportsOfAudits = sub('${AuditBucket.Arn}/reports/*');
const bucketOfAudits = { AUDIT_BUCKET: ref('AuditBucket') };
// of whatever account: its own trust policy says who may
const assumeAuditRole = allow('sts:AssumeRole', sub('arn:${AWS::Partition}:iam::*:role/${AuditMemberRole}'));

/** Audits of many places. */
export const audit: Steps = {
  'plan-audit': {
    permissions: [readRecord],
    environment: { ...record, ACCOUNT_ID: ref('AWS::AccountId'), AUDIT_ROLE: ref('AuditMemberRole'), AUDIT_TARGETS: ref('AuditTargets') },
  },
  'read-hsms': {
    ...reader,
    permissions: [
      assumeAuditRole,
      describeClusters,
      allow('cloudhsm:DescribeBackups'), // also in the regions that files name
      allow('ram:ListResources'),
      allow(['s3:GetObject', 's3:PutObject'], workOfAudits),
    ],
    environment: { ...bucketOfAudits, ACCOUNT_ID: ref('AWS::AccountId') },
  },
  'read-owners': {
    ...reader,
    permissions: [
      allow('dynamodb:Scan', attribute('EnvironmentsTable', 'Arn')),
      // in the recovery regions, too
      allow('secretsmanager:ListSecrets'),
      ...scanRecordElsewhere,
      allow('kms:DescribeKey', keys),
      allow('s3:PutObject', workOfAudits),
    ],
    environment: { ...bucketOfAudits, ...record, ACCOUNT_ID: ref('AWS::AccountId') },
  },
  'read-surroundings': {
    ...reader,
    permissions: [
      assumeAuditRole,
      allow('kms:DescribeCustomKeyStores'),
      allow(['ec2:DescribeSecurityGroups', 'ec2:DescribeRouteTables']),
      allow('ec2:DescribeSubnets'), // in the recovery regions
      allow(['s3:GetObject', 's3:PutObject'], workOfAudits),
    ],
    environment: bucketOfAudits,
  },
  'read-watch': {
    ...reader,
    permissions: [
      assumeAuditRole,
      // composite alarms, and the history of all, are told to those only who may see all
      allow(['cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmHistory'], arn('cloudwatch', 'alarm:*')),
      allow(['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics']),
      allow('logs:DescribeLogGroups', sub('arn:${AWS::Partition}:logs:*:${AWS::AccountId}:log-group:*')),
      allow('logs:FilterLogEvents', arn('logs', 'log-group:/aws/cloudhsm/*')),
      allow('sns:ListSubscriptionsByTopic', [ref('AlarmTopic'), ref('OutcomeTopic')]),
      allow('events:ListRules'),
      allow('cloudtrail:DescribeTrails'),
      // one of all regions has its home in any, and one of an organization in another account
      allow('cloudtrail:GetTrailStatus', sub('arn:${AWS::Partition}:cloudtrail:*:*:trail/*')),
      allow(['s3:GetObject', 's3:PutObject'], workOfAudits),
    ],
    environment: {
      ...bucketOfAudits,
      ACCOUNT_ID: ref('AWS::AccountId'),
      ALARM_TOPIC: ref('AlarmTopic'),
      OUTCOME_TOPIC: ref('OutcomeTopic'),
    },
  },
  'check-facts': {
    ...reader,
    permissions: [allow(['s3:GetObject', 's3:PutObject'], workOfAudits)],
    environment: {
      ...bucketOfAudits,
      ACCOUNT_ID: ref('AWS::AccountId'),
      CLUSTER_QUOTA: ref('ClusterQuota'),
      HSM_QUOTA: ref('HsmQuota'),
      HSM_USERS_IMAGE: ref('HsmUsersImage'),
    },
  },
  'write-report': {
    ...reader,
    permissions: [
      allow('s3:ListBucket', audits),
      allow('s3:GetObject', workOfAudits),
      allow(['s3:GetObject', 's3:PutObject'], reportsOfAudits),
    ],
    environment: bucketOfAudits,
  },
};
