import { arn, ref } from '../cloudformation.ts';
import { changeRecord, readRecord, recordSettings as record } from '../environments-table.ts';
import { taskLogGroup } from '../hsm-users.ts';
import { allow } from '../iam.ts';
import {
  authorities,
  clusters,
  describeClusters,
  hardwareRoots,
  networkOf,
  ofThisStage,
  readHardwareRoots,
  secrets,
  seeEntries,
  serviceLinkedRole,
  taggedByUs,
  trustAnchors,
} from './grants.ts';
import type { Steps } from './step.ts';

/** A cluster from nothing to active. */
export const cluster: Steps = {
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
    environment: record,
  },
  'check-cluster': { permissions: [describeClusters] },
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
      changeRecord,
    ],
    environment: record,
  },
  'check-certificate': {
    permissions: [
      describeClusters,
      allow(['acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate'], authorities),
      readRecord,
    ],
    environment: record,
  },
  'initialize-cluster': {
    permissions: [
      describeClusters,
      allow('cloudhsm:InitializeCluster', clusters, ofThisStage),
      allow(['acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate'], authorities),
      readRecord,
    ],
    environment: record,
  },
  'prepare-credentials': {
    permissions: [
      describeClusters,
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:CreateSecret', 'secretsmanager:TagResource'], secrets),
      allow('secretsmanager:GetRandomPassword'),
      allow(['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'], trustAnchors), // public
      allow('acm-pca:GetCertificateAuthorityCertificate', authorities),
      allow(['kms:DescribeCustomKeyStores', 'kms:DisconnectCustomKeyStore']),
      changeRecord,
    ],
    environment: record,
  },
  'check-task': {
    permissions: [allow('logs:GetLogEvents', arn('logs', `log-group:${taskLogGroup}:log-stream:task/hsm-users/*`))],
    environment: { HSM_USERS_LOG_GROUP: ref('HsmUsersLogGroup') },
  },
  'check-backup': { permissions: [describeClusters, allow('cloudhsm:DescribeBackups')] },
};
