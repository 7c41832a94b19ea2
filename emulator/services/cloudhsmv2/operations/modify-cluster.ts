import type { Operation } from '../../../service/service.ts';
import { transition } from '../../../service/transition.ts';
import { expireBackups } from '../backups.ts';
import type { Cluster } from '../cluster.ts';
import { clusterOf, requireState } from '../clusters.ts';
import { describeCluster } from '../description.ts';
import { changeHsmType, changesType } from '../hsm-type-change.ts';
import type { Inventory } from '../inventory.ts';
import { invalidRequest } from '../refusals.ts';
import { onCluster } from '../resources.ts';
import { type BackupRetentionPolicy, retentionDays } from '../retention.ts';
import type { CloudHsmPlace } from '../state.ts';

interface Input {
  ClusterId: string;
  BackupRetentionPolicy?: BackupRetentionPolicy;
  HsmType?: string;
}

/** Another retention of backups, or another HSM type, from which one that is under way can be called back. */
export const modifyCluster: Operation<Input, CloudHsmPlace> = {
  resources: onCluster,
  run({ ClusterId, BackupRetentionPolicy, HsmType }, call) {
    const { place } = call;
    const state = place.cloudhsmv2;
    const cluster = clusterOf(call, ClusterId);
    if (!BackupRetentionPolicy && !HsmType) throw invalidRequest('A BackupRetentionPolicy or an HsmType is needed');
    const days = BackupRetentionPolicy ? retentionDays(BackupRetentionPolicy) : undefined;
    if (!HsmType) changeRetention(state, cluster, days!);
    else {
      if (!changesType(cluster)) requireState(cluster, 'ModifyCluster', ['ACTIVE']);
      changeHsmType(state, cluster, HsmType);
      if (days !== undefined) keepFor(state, cluster, days);
    }
    return { Cluster: describeCluster(place, cluster) };
  },
};

function changeRetention(state: Inventory, cluster: Cluster, days: number): void {
  const { place } = state;
  requireState(cluster, 'ModifyCluster', ['UNINITIALIZED', 'INITIALIZED', 'ACTIVE']);
  const before = cluster.state;
  cluster.state = 'MODIFY_IN_PROGRESS';
  transition(place, `modify ${cluster.clusterId}`, place.duration('modifyCluster', cluster.clusterId, place.clock.now()), () => {
    cluster.state = before;
    keepFor(state, cluster, days);
  });
}

function keepFor(state: Inventory, cluster: Cluster, days: number): void {
  cluster.backupRetentionDays = days;
  expireBackups(state, cluster);
}
