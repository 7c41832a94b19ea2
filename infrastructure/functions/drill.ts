import { canaryUser } from '../../core/users/canary.ts';
import { arn, stage } from '../cloudformation.ts';
import { changeRecord, readRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { clusters, describeClusters, networkOf, ofThisStage, seeEntries, serviceLinkedRole, taggedByUs, trustAnchors } from './grants.ts';
import type { Steps } from './step.ts';

const canaries = arn('secretsmanager', `secret:cloudhsm-lifecycle/${stage}/*/${canaryUser}-*`);

/** Backups that are restored to see that they can be. */
export const drill: Steps = {
  'plan-drill': {
    permissions: [
      allow('cloudhsm:DescribeBackups'),
      allow(['secretsmanager:ListSecretVersionIds', 'secretsmanager:GetSecretValue'], canaries),
      allow('secretsmanager:GetSecretValue', trustAnchors),
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
    environment: record,
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
      allow('cloudhsm:TagResource', arn('cloudhsm', 'backup/*'), taggedByUs),
      allow('cloudhsm:DeleteBackup', arn('cloudhsm', 'backup/*')), // of a drill's cluster, which the function looks at right before
      allow([...networkOf.deleteHsm, ...networkOf.deleteCluster]),
      changeRecord,
      seeEntries,
    ],
    environment: record,
  },
  'conclude-drill': { permissions: [describeClusters, readRecord], environment: record },
};
