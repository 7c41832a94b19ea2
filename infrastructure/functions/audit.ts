import { attribute, ref, sub } from '../cloudformation.ts';
import { readRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { describeClusters, keys, ofStage } from './grants.ts';
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
    permissions: [assumeAuditRole, describeClusters, allow('cloudhsm:DescribeBackups'), allow('s3:PutObject', workOfAudits)],
    environment: { ...bucketOfAudits, ...ofStage },
  },
  'read-owners': {
    ...reader,
    permissions: [
      allow('dynamodb:Scan', attribute('EnvironmentsTable', 'Arn')),
      allow('secretsmanager:ListSecrets'),
      allow('kms:DescribeKey', keys),
      allow('s3:PutObject', workOfAudits),
    ],
    environment: { ...bucketOfAudits, ...record, ...ofStage, ACCOUNT_ID: ref('AWS::AccountId') },
  },
  'read-surroundings': {
    ...reader,
    permissions: [
      assumeAuditRole,
      allow('kms:DescribeCustomKeyStores'),
      allow(['ec2:DescribeSecurityGroups', 'ec2:DescribeRouteTables']),
      allow(['s3:GetObject', 's3:PutObject'], workOfAudits),
    ],
    environment: bucketOfAudits,
  },
  'check-facts': {
    ...reader,
    permissions: [allow(['s3:GetObject', 's3:PutObject'], workOfAudits)],
    environment: {
      ...bucketOfAudits,
      ...ofStage,
      ACCOUNT_ID: ref('AWS::AccountId'),
      CLUSTER_QUOTA: ref('ClusterQuota'),
      HSM_QUOTA: ref('HsmQuota'),
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
