import type { Operation } from '../../../service/service.ts';
import { transition } from '../../../service/transition.ts';
import { expireBackups, takeBackup } from '../backups.ts';
import type { Cluster } from '../cluster.ts';
import { clusterOf, requireState } from '../clusters.ts';
import { describeCluster } from '../description.ts';
import { invalidRequest } from '../refusals.ts';
import { onCluster } from '../resources.ts';
import { type BackupRetentionPolicy, retentionDays } from '../retention.ts';
import type { CloudHsmPlace } from '../state.ts';

interface Input {
  ClusterId: string;
  BackupRetentionPolicy?: BackupRetentionPolicy;
  HsmType?: string;
}

/** Hours in which a change from hsm1.medium to hsm2m.medium can be undone. */
const rollbackHours = 24;

export const modifyCluster: Operation<Input, CloudHsmPlace> = {
  resources: onCluster,
  run(input, call) {
    const { place } = call;
    const state = place.cloudhsmv2;
    const cluster = clusterOf(call, input.ClusterId);
    const { BackupRetentionPolicy, HsmType } = input;
    if (!BackupRetentionPolicy && !HsmType) throw invalidRequest('A BackupRetentionPolicy or an HsmType is needed');
    const days = BackupRetentionPolicy ? retentionDays(BackupRetentionPolicy) : cluster.backupRetentionDays;
    requireState(cluster, 'ModifyCluster', HsmType ? ['ACTIVE'] : ['UNINITIALIZED', 'INITIALIZED', 'ACTIVE']);
    if (HsmType) checkTypeChange(cluster, HsmType, place.clock.now());
    if (HsmType) takeBackup(state, cluster, 'modified', HsmType, place.clock.now());
    const before = cluster.state;
    cluster.state = 'MODIFY_IN_PROGRESS';
    transition(place, `modify ${cluster.clusterId}`, place.duration('modifyCluster', cluster.clusterId, place.clock.now()), () => {
      cluster.state = before;
      cluster.backupRetentionDays = days;
      expireBackups(state, cluster);
      if (!HsmType) return;
      const goesBack = cluster.hsmTypeRollbackExpiration !== undefined;
      cluster.hsmTypeRollbackExpiration = goesBack ? undefined : new Date(place.clock.now() + rollbackHours * 3600 * 1000);
      cluster.hsmType = HsmType;
    });
    return { Cluster: describeCluster(place, cluster) };
  },
};

function checkTypeChange(cluster: Cluster, wanted: string, now: number): void {
  const forward = cluster.hsmType === 'hsm1.medium' && wanted === 'hsm2m.medium';
  const back = wanted === 'hsm1.medium' && now < (cluster.hsmTypeRollbackExpiration?.getTime() ?? 0);
  if (!forward && !back)
    throw invalidRequest(`The HSM type of cluster '${cluster.clusterId}' cannot change from ${cluster.hsmType} to ${wanted}`);
}
