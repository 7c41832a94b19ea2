import { canaryUser } from '../core/users/canary.ts';
import { arn, attribute, prefix, type Resource, ref, service, stage, sub, type TemplatePart } from './cloudformation.ts';
import { changeRecord, readRecord, recordSettings as record } from './environments-table.ts';
import { taskLogGroup } from './hsm-users.ts';
import { allow, role, type Statement } from './iam.ts';
import { pascal } from './names.ts';

const clusters = arn('cloudhsm', 'cluster/*');
const secrets = arn('secretsmanager', `secret:cloudhsm-lifecycle/${stage}/*`);
const trustAnchors = arn('secretsmanager', `secret:cloudhsm-lifecycle/${stage}/*/trust-anchor-*`);
const canaries = arn('secretsmanager', `secret:cloudhsm-lifecycle/${stage}/*/${canaryUser}-*`);
// the organisation's CA may be another account's, shared by RAM
const authorities = sub('arn:${AWS::Partition}:acm-pca:${AWS::Region}:*:certificate-authority/*');
const ownRoots = arn('ssm', `parameter/${service}/${stage}/environments/*`);
const keys = arn('kms', 'key/*');
const entries = arn('states', `execution:${prefix}-*`);
const bodies = arn('states', `execution:${service}-body-${stage}-*`);

// Clusters are ours by the tag that is given to them when they are created
const ofThisStage = { StringEquals: { 'aws:ResourceTag/cloudhsm-lifecycle:stage': stage } };
const taggedByUs = { StringEquals: { 'aws:RequestTag/cloudhsm-lifecycle:stage': stage } };
const serviceLinkedRole = (principal: string, name: string) =>
  allow('iam:CreateServiceLinkedRole', sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/aws-service-role/${principal}/${name}`), {
    StringEquals: { 'iam:AWSServiceName': principal },
  });

// What CloudHSM does in the network in the caller's name, by operation
const securityGroupOfCluster = [
  'ec2:CreateSecurityGroup',
  'ec2:AuthorizeSecurityGroupIngress',
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:RevokeSecurityGroupEgress',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
];
const networkOf = {
  createCluster: [...securityGroupOfCluster, 'ec2:CreateTags', 'ec2:DescribeVpcs'],
  createHsm: [
    ...securityGroupOfCluster,
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeNetworkInterfaceAttribute',
    'ec2:DeleteNetworkInterface',
  ],
  deleteHsm: ['ec2:DetachNetworkInterface', 'ec2:DeleteNetworkInterface'],
  deleteCluster: ['ec2:DeleteSecurityGroup'],
};

const audits = attribute('AuditBucket', 'Arn');
const workOfAudits = sub('${AuditBucket.Arn}/work/*');
const reportsOfAudits = sub('${AuditBucket.Arn}/reports/*');
const bucketOfAudits = { AUDIT_BUCKET: ref('AuditBucket') };
// of whatever account: its own trust policy says who may
const assumeAuditRole = allow('sts:AssumeRole', sub('arn:${AWS::Partition}:iam::*:role/${AuditMemberRole}'));

const seeEntries = allow('states:DescribeExecution', entries);
const describeClusters = allow('cloudhsm:DescribeClusters');
const ofStage = { STAGE: stage };
const readHardwareRoots = allow('ssm:GetParameters', arn('ssm', `parameter/${service}/${stage}/hardware-roots/*`));
const hardwareRoots = {
  AWS_ROOT_PARAMETER: ref('AwsHardwareRootParameter'),
  AWS_ROOT_SHA256: ref('AwsHardwareRootSha256'),
  MANUFACTURER_ROOT_PARAMETER: ref('ManufacturerHardwareRootParameter'),
  MANUFACTURER_ROOT_SHA256: ref('ManufacturerHardwareRootSha256'),
};

interface Step {
  permissions: Statement[];
  /** MiB; Lambda gives processor time by it. */
  memorySize?: number;
  environment?: Record<string, unknown>;
  /** Seconds; 30 without it. */
  timeout?: number;
}

/** What audits read and compare may be thousands of clusters. */
const reader = { timeout: 900 };

/** Every function with what it may do, and nothing more. */
const steps: Record<string, Step> = {
  'validate-request': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow(['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificateAuthorityCertificate'], authorities),
      allow(['ec2:DescribeSubnets', 'ec2:DescribeAvailabilityZones', 'ec2:DescribeSecurityGroups']),
      allow(['ec2:DescribeRouteTables', 'ec2:DescribeVpcEndpoints']),
      allow('kms:DescribeCustomKeyStores'),
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], secrets),
      readHardwareRoots,
      readRecord,
    ],
    environment: {
      ...record,
      ...ofStage,
      ...hardwareRoots,
      ACCOUNT_ID: ref('AWS::AccountId'),
      HSM_USERS_IMAGE: ref('HsmUsersImage'),
      CLUSTER_QUOTA: ref('ClusterQuota'),
      HSM_QUOTA: ref('HsmQuota'),
      KEY_STORE_QUOTA: ref('KeyStoreQuota'),
    },
  },
  'acquire-lease': { permissions: [changeRecord, seeEntries], environment: record },
  'release-lease': { permissions: [changeRecord, seeEntries], environment: record },
  'create-cluster': {
    permissions: [
      describeClusters,
      allow(['cloudhsm:CreateCluster', 'cloudhsm:TagResource'], '*', taggedByUs),
      allow('cloudhsm:ModifyCluster', clusters, ofThisStage),
      allow(networkOf.createCluster),
      serviceLinkedRole('cloudhsm.amazonaws.com', 'AWSServiceRoleForCloudHSM'),
      changeRecord,
      seeEntries,
    ],
    environment: { ...record, ...ofStage },
  },
  'check-cluster': { permissions: [describeClusters] },
  'create-hsm': {
    permissions: [describeClusters, allow('cloudhsm:CreateHsm', clusters, ofThisStage), allow(networkOf.createHsm), changeRecord],
    environment: { ...record, ...ofStage },
  },
  'check-hsms': { permissions: [describeClusters] },
  'verify-hardware': {
    permissions: [describeClusters, readHardwareRoots],
    environment: hardwareRoots,
  },
  'issue-certificate': {
    permissions: [
      describeClusters,
      allow('acm-pca:DescribeCertificateAuthority', authorities),
      // a certificate for the cluster, never one for a CA
      allow('acm-pca:IssueCertificate', authorities, {
        StringLike: { 'acm-pca:TemplateArn': 'arn:*:acm-pca:::template/EndEntityCertificate/V*' },
      }),
      allow(['ssm:GetParameter', 'ssm:PutParameter'], ownRoots),
      readRecord,
    ],
    environment: { ...record, ...ofStage },
  },
  'check-certificate': {
    permissions: [
      describeClusters,
      allow(['acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate'], authorities),
      allow('ssm:GetParameter', ownRoots),
      readRecord,
    ],
    environment: { ...record, ...ofStage },
  },
  'initialize-cluster': {
    permissions: [
      describeClusters,
      allow('cloudhsm:InitializeCluster', clusters, ofThisStage),
      allow(['acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate'], authorities),
      readRecord,
      allow('ssm:GetParameter', ownRoots),
    ],
    environment: { ...record, ...ofStage },
  },
  'prepare-credentials': {
    permissions: [
      describeClusters,
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:CreateSecret', 'secretsmanager:TagResource'], secrets),
      allow('secretsmanager:GetRandomPassword'),
      allow('secretsmanager:GetSecretValue', trustAnchors), // public
      allow('acm-pca:GetCertificateAuthorityCertificate', authorities),
      allow(['kms:DescribeCustomKeyStores', 'kms:DisconnectCustomKeyStore']),
      allow('ssm:GetParameter', ownRoots),
      changeRecord,
    ],
    environment: { ...record, ...ofStage },
  },
  'apply-monitoring': {
    permissions: [
      describeClusters,
      // composite alarms are told to those only who may see all
      allow('cloudwatch:DescribeAlarms', arn('cloudwatch', 'alarm:*')),
      allow(['cloudwatch:PutMetricAlarm', 'cloudwatch:PutCompositeAlarm'], arn('cloudwatch', `alarm:cloudhsm-lifecycle/${stage}/*`)),
      allow(
        'cloudwatch:PutDashboard',
        sub(`arn:\${AWS::Partition}:cloudwatch::\${AWS::AccountId}:dashboard/cloudhsm-lifecycle-${stage}-*`),
      ),
      allow(['logs:DescribeMetricFilters', 'logs:PutMetricFilter'], arn('logs', 'log-group:/aws/cloudhsm/*')),
    ],
    environment: { ...ofStage, ALARM_TOPIC: ref('AlarmTopic') },
  },
  // its role tells an alarm nothing else: what it finds it writes into its log
  'check-health': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow('kms:DescribeCustomKeyStores'),
      allow('dynamodb:Scan', attribute('EnvironmentsTable', 'Arn')),
    ],
    environment: { ...record, ...ofStage },
  },
  'check-task': {
    permissions: [allow('logs:GetLogEvents', arn('logs', `log-group:${taskLogGroup}:log-stream:task/hsm-users/*`))],
    environment: { HSM_USERS_LOG_GROUP: ref('HsmUsersLogGroup') },
  },
  'check-backup': { permissions: [allow('cloudhsm:DescribeBackups')] },
  'check-environment': {
    permissions: [describeClusters, allow('cloudhsm:DescribeBackups'), allow('kms:DescribeCustomKeyStores'), readRecord],
    environment: record,
  },
  'plan-parking': { permissions: [describeClusters, changeRecord, seeEntries], environment: { ...record, ...ofStage } },
  'remove-hsm': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DeleteHsm'), // takes no resource: whose HSM it is, the function looks right before
      allow(networkOf.deleteHsm),
      changeRecord,
    ],
    environment: { ...record, ...ofStage },
  },
  'check-removal': { permissions: [describeClusters] },
  'disconnect-key-store': {
    permissions: [describeClusters, allow(['kms:DescribeCustomKeyStores', 'kms:DisconnectCustomKeyStore']), changeRecord, seeEntries],
    environment: { ...record, ...ofStage },
  },
  'plan-copies': {
    permissions: [readRecord, allow('dynamodb:Scan', attribute('EnvironmentsTable', 'Arn')), allow('cloudhsm:DescribeBackups')],
    environment: record,
  },
  'copy-backup': {
    permissions: [
      allow('cloudhsm:DescribeBackups'),
      allow('cloudhsm:CopyBackupToRegion', arn('cloudhsm', 'backup/*')),
      allow('cloudhsm:TagResource', '*', taggedByUs),
      // asked for with the copy: the source's tags do not go along
      allow('cloudhsm:UntagResource', '*', { 'ForAllValues:StringLike': { 'aws:TagKeys': 'cloudhsm-lifecycle:*' } }),
    ],
    environment: ofStage,
  },
  'check-copy': { permissions: [allow('cloudhsm:DescribeBackups')], environment: ofStage },
  'remove-old-copies': {
    permissions: [
      allow('cloudhsm:DescribeBackups'),
      // in whatever region they are, and only what was copied by us
      allow('cloudhsm:DeleteBackup', sub('arn:${AWS::Partition}:cloudhsm:*:${AWS::AccountId}:backup/*'), ofThisStage),
    ],
    environment: ofStage,
  },
  'conclude-copies': { permissions: [] },
  'plan-drill': {
    permissions: [
      allow('cloudhsm:DescribeBackups'),
      allow(['secretsmanager:ListSecretVersionIds', 'secretsmanager:GetSecretValue'], canaries),
      readRecord,
    ],
    environment: record,
  },
  'create-drill-cluster': {
    permissions: [
      describeClusters,
      allow(['cloudhsm:CreateCluster', 'cloudhsm:TagResource'], '*', taggedByUs),
      allow(networkOf.createCluster),
      serviceLinkedRole('cloudhsm.amazonaws.com', 'AWSServiceRoleForCloudHSM'),
      changeRecord,
    ],
    environment: { ...record, ...ofStage },
  },
  'prepare-proof': {
    permissions: [describeClusters, allow('secretsmanager:GetSecretValue', trustAnchors), readRecord],
    environment: record,
  },
  'remove-drill': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow('cloudhsm:DeleteHsm'), // takes no resource: whose HSM it is, the function looks right before
      allow('cloudhsm:DeleteCluster', clusters, ofThisStage),
      allow('cloudhsm:DeleteBackup', arn('cloudhsm', 'backup/*')), // of a drill's cluster, which the function looks at right before
      allow([...networkOf.deleteHsm, ...networkOf.deleteCluster]),
      changeRecord,
      seeEntries,
    ],
    environment: { ...record, ...ofStage },
  },
  'conclude-drill': { permissions: [readRecord], environment: record },
  'plan-teardown': {
    memorySize: 1024, // it may have to look through thousands of keys, in 30 seconds
    permissions: [
      describeClusters,
      allow(['kms:DescribeCustomKeyStores', 'kms:ListKeys']),
      allow('kms:DescribeKey', keys),
      allow(['kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion', 'kms:EnableKey'], keys, {
        StringEquals: { 'kms:KeyOrigin': 'AWS_CLOUDHSM' },
      }),
      changeRecord,
      seeEntries,
    ],
    environment: { ...record, ...ofStage },
  },
  'delete-key-store': {
    permissions: [allow(['kms:DescribeCustomKeyStores', 'kms:DeleteCustomKeyStore']), changeRecord],
    environment: record,
  },
  'delete-cluster': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DeleteCluster', clusters, ofThisStage),
      allow(['ec2:DeleteNetworkInterface', ...networkOf.deleteCluster]),
      changeRecord,
    ],
    environment: { ...record, ...ofStage },
  },
  'forget-environment': { permissions: [allow('cloudhsm:DescribeBackups'), changeRecord], environment: record },
  'copy-credentials': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], secrets),
      allow(['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], secrets),
      changeRecord,
      seeEntries,
    ],
    environment: { ...record, ...ofStage },
  },
  'plan-rotation': { permissions: [describeClusters, changeRecord, seeEntries], environment: { ...record, ...ofStage } },
  'stage-password': {
    permissions: [
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'], secrets),
      allow('secretsmanager:GetRandomPassword'),
      readRecord,
    ],
    environment: record,
  },
  'promote-password': {
    permissions: [
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:UpdateSecretVersionStage'], secrets),
      allow('cloudhsm:DescribeBackups'),
      readRecord,
    ],
    environment: record,
  },
  'plan-hsms': { permissions: [describeClusters, changeRecord, seeEntries], environment: { ...record, ...ofStage } },
  'create-key-store': {
    permissions: [
      describeClusters,
      allow(['kms:CreateCustomKeyStore', 'kms:DescribeCustomKeyStores']),
      serviceLinkedRole('cks.kms.amazonaws.com', 'AWSServiceRoleForKeyManagementServiceCustomKeyStores'),
      allow('secretsmanager:GetSecretValue', secrets),
      changeRecord,
      seeEntries,
    ],
    environment: { ...record, ...ofStage },
  },
  'connect-key-store': {
    permissions: [
      allow(['kms:ConnectCustomKeyStore', 'kms:DisconnectCustomKeyStore', 'kms:DescribeCustomKeyStores', 'kms:UpdateCustomKeyStore']),
      allow('secretsmanager:GetSecretValue', secrets),
      readRecord,
    ],
    environment: record,
  },
  'check-key-store': { permissions: [allow('kms:DescribeCustomKeyStores')] },
  'create-kms-key': {
    memorySize: 1024, // it may have to look through thousands of keys, in 30 seconds
    permissions: [
      allow('kms:ListKeys'),
      allow(['kms:CreateKey', 'kms:TagResource'], '*', taggedByUs),
      allow(['kms:DescribeKey', 'kms:ListResourceTags'], keys),
      // needed on the alias and on the key; tags of a key may take minutes to count, its origin counts at once
      allow('kms:CreateAlias', arn('kms', `alias/cloudhsm-lifecycle/${stage}/*`)),
      allow('kms:CreateAlias', keys, { StringEquals: { 'kms:KeyOrigin': 'AWS_CLOUDHSM' } }),
      changeRecord,
    ],
    environment: { ...record, ...ofStage },
  },
  // tags of a key may take minutes to count; its origin counts at once, and so does what the proof says of itself
  'prove-kms-key': {
    permissions: [
      allow(['kms:Encrypt', 'kms:Decrypt'], keys, {
        StringEquals: { 'kms:KeyOrigin': 'AWS_CLOUDHSM', 'kms:EncryptionContext:purpose': 'cloudhsm-lifecycle-proof' },
      }),
    ],
  },
  'publish-outcome': {
    permissions: [describeClusters, allow('cloudhsm:DescribeBackups'), allow('kms:DescribeCustomKeyStores'), changeRecord],
    environment: record,
  },
  'explain-failure': {
    permissions: [describeClusters, readRecord, allow('states:DescribeExecution', bodies)],
    environment: { ...record, ...ofStage },
  },
  'describe-failure': { permissions: [describeClusters], environment: ofStage },
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
  'wait-for-people': { permissions: [changeRecord, allow('states:SendTaskSuccess')], environment: record },
  'remove-created': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DeleteHsm'), // takes no resource: whose HSM it is, the function looks right before
      allow('cloudhsm:DeleteCluster', clusters, ofThisStage),
      allow([...networkOf.deleteHsm, ...networkOf.deleteCluster]),
      changeRecord,
    ],
    environment: { ...record, ...ofStage },
  },
};

const roleName = (name: string) => `${pascal(name)}FunctionRole`;

export const functions = Object.fromEntries(
  Object.entries(steps).map(([name, { environment = {}, memorySize = 256, timeout = 30 }]) => [
    name,
    {
      handler: `dist/${name}/index.handler`,
      role: sub(`\${${roleName(name)}.Arn}`), // by name alone, the framework adds a DependsOn that is there already
      timeout,
      memorySize,
      environment: { ...environment, POWERTOOLS_SERVICE_NAME: service },
      package: { patterns: [`dist/${name}/**`] },
    },
  ]),
);

/** A function's role trusts Lambda and may write to the function's own log group. */
export const functionRoles: TemplatePart = {
  Resources: Object.fromEntries(
    Object.entries(steps).map(([name, { permissions }]): [string, Resource] => {
      const logs = arn('logs', `log-group:/aws/lambda/${prefix}-${name}:*`);
      return [
        roleName(name),
        role('lambda.amazonaws.com', name, [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logs), ...permissions]),
      ];
    }),
  ),
};
