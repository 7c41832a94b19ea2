import { arn, ref, service, stage } from '../cloudformation.ts';
import { changeRecord, findRecordElsewhere, readRecord, recordSettings as record } from '../environments-table.ts';
import { taskLogGroup } from '../hsm-users.ts';
import { allow } from '../iam.ts';
import {
  authorities,
  clusters,
  describeClusters,
  hardwareRoots,
  keys,
  networkOf,
  ofThisStage,
  readHardwareRoots,
  secrets,
  seeEntries,
} from './grants.ts';
import type { Steps } from './step.ts';

const bodies = arn('states', `execution:${service}-body-${stage}-*`);

/** The envelope around every intent. */
export const run: Steps = {
  'validate-request': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow(['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificateAuthorityCertificate'], authorities),
      allow(['ec2:DescribeSubnets', 'ec2:DescribeAvailabilityZones', 'ec2:DescribeSecurityGroups']),
      allow(['ec2:DescribeRouteTables', 'ec2:DescribeVpcEndpoints', 'ec2:DescribeNetworkAcls', 'ec2:DescribeNatGateways']),
      allow(['ec2:DescribeVpcAttribute', 'ec2:DescribeVpcs', 'ec2:DescribeDhcpOptions']),
      allow('kms:DescribeCustomKeyStores'),
      allow('kms:DescribeKey', keys),
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], secrets),
      allow('ssm:ListAssociations'),
      readHardwareRoots,
      readRecord,
      findRecordElsewhere,
    ],
    environment: {
      ...record,
      ...hardwareRoots,
      ACCOUNT_ID: ref('AWS::AccountId'),
      HSM_USERS_IMAGE: ref('HsmUsersImage'),
      CLUSTER_QUOTA: ref('ClusterQuota'),
      HSM_QUOTA: ref('HsmQuota'),
      KEY_STORE_QUOTA: ref('KeyStoreQuota'),
    },
  },
  'acquire-lease': { permissions: [changeRecord, seeEntries, allow('states:SendTaskSuccess')], environment: record },
  'release-lease': { permissions: [changeRecord, seeEntries], environment: record },
  'wait-for-people': { permissions: [describeClusters, changeRecord, allow('states:SendTaskSuccess')], environment: record },
  'ask-people': { permissions: [describeClusters, readRecord], environment: record },
  'publish-outcome': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DescribeBackups'),
      allow('kms:DescribeCustomKeyStores'),
      allow('logs:FilterLogEvents', arn('logs', `log-group:${taskLogGroup}:*`)),
      changeRecord,
    ],
    environment: { ...record, HSM_USERS_LOG_GROUP: ref('HsmUsersLogGroup') },
  },
  'explain-failure': {
    permissions: [describeClusters, allow('kms:DescribeCustomKeyStores'), readRecord, allow('states:DescribeExecution', bodies)],
    environment: record,
  },
  'describe-failure': { permissions: [describeClusters, allow('kms:DescribeCustomKeyStores'), readRecord], environment: record },
  'remove-created': {
    permissions: [
      describeClusters,
      allow('cloudhsm:DeleteHsm'), // takes no resource: whose HSM it is, the function looks right before
      allow('cloudhsm:DeleteCluster', clusters, ofThisStage),
      allow([...networkOf.deleteHsm, ...networkOf.deleteCluster]),
      changeRecord,
    ],
    environment: record,
  },
  'check-environment': {
    permissions: [describeClusters, allow('cloudhsm:DescribeBackups'), allow('kms:DescribeCustomKeyStores'), readRecord],
    environment: record,
  },
};
