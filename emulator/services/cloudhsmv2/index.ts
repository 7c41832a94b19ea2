import { hasCloudHsm } from '../../models/regions.ts';
import type { Service } from '../../service/service.ts';
import { copyBackupToRegion } from './operations/copy-backup-to-region.ts';
import { createCluster } from './operations/create-cluster.ts';
import { createHsm } from './operations/create-hsm.ts';
import { deleteBackup } from './operations/delete-backup.ts';
import { deleteCluster } from './operations/delete-cluster.ts';
import { deleteHsm } from './operations/delete-hsm.ts';
import { deleteResourcePolicy } from './operations/delete-resource-policy.ts';
import { describeBackups } from './operations/describe-backups.ts';
import { describeClusters } from './operations/describe-clusters.ts';
import { getResourcePolicy } from './operations/get-resource-policy.ts';
import { initializeCluster } from './operations/initialize-cluster.ts';
import { listTags } from './operations/list-tags.ts';
import { modifyBackupAttributes } from './operations/modify-backup-attributes.ts';
import { modifyCluster } from './operations/modify-cluster.ts';
import { putResourcePolicy } from './operations/put-resource-policy.ts';
import { restoreBackup } from './operations/restore-backup.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { policies } from './policy-holder.ts';
import { requestContext } from './request-context.ts';
import type { CloudHsmPlace } from './state.ts';

export const cloudhsmv2: Service<CloudHsmPlace> = {
  model: 'cloudhsmv2',
  isIn: hasCloudHsm,
  iamPrefix: 'cloudhsm',
  denied: 'CloudHsmAccessDeniedException',
  operations: {
    CopyBackupToRegion: copyBackupToRegion,
    CreateCluster: createCluster,
    CreateHsm: createHsm,
    DeleteBackup: deleteBackup,
    DeleteCluster: deleteCluster,
    DeleteHsm: deleteHsm,
    DeleteResourcePolicy: deleteResourcePolicy,
    DescribeBackups: describeBackups,
    DescribeClusters: describeClusters,
    GetResourcePolicy: getResourcePolicy,
    InitializeCluster: initializeCluster,
    ListTags: listTags,
    ModifyBackupAttributes: modifyBackupAttributes,
    ModifyCluster: modifyCluster,
    PutResourcePolicy: putResourcePolicy,
    RestoreBackup: restoreBackup,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
  context: requestContext,
  policies,
};
