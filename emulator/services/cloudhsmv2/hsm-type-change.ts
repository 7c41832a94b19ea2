import { transition } from '../../service/transition.ts';
import { copyUsers, takeBackup } from './backups.ts';
import type { Cluster } from './cluster.ts';
import type { Inventory } from './inventory.ts';
import { invalidRequest } from './refusals.ts';

/** Hours from its start in which a change from hsm1.medium to hsm2m.medium can be undone. */
const rollbackHours = 24;

/** Whether a cluster is on its way to another HSM type. */
export function changesType({ state, typeChange }: Cluster): boolean {
  return state === 'MODIFY_IN_PROGRESS' && typeChange !== undefined && !typeChange.ended;
}

/**
 * Begins to change the HSM type of a cluster, or to change it back: "Migrating from hsm1.medium to hsm2m.medium" in the user guide.
 *
 * @throws AwsError CloudHsmInvalidRequestException
 */
export function changeHsmType(state: Inventory, cluster: Cluster, wanted: string): void {
  const now = state.place.clock.now();
  const back = wanted === cluster.typeChange?.from && now < (cluster.hsmTypeRollbackExpiration?.getTime() ?? 0);
  const forward = cluster.state === 'ACTIVE' && cluster.hsmType === 'hsm1.medium' && wanted === 'hsm2m.medium';
  if (!forward && !back)
    throw invalidRequest(`The HSM type of cluster '${cluster.clusterId}' cannot change from ${cluster.hsmType} to ${wanted}`);
  const taken = takeBackup(state, cluster, 'modified', wanted, now);
  if (forward) goForward(state, cluster, wanted, { from: cluster.hsmType, content: taken?.content, ended: false });
  else goBack(state, cluster, cluster.typeChange!);
}

function goForward(state: Inventory, cluster: Cluster, wanted: string, change: NonNullable<Cluster['typeChange']>): void {
  const { clock } = state.place;
  for (const hsm of cluster.hsms) hsm.hsmType = cluster.hsmType;
  Object.assign(cluster, { state: 'MODIFY_IN_PROGRESS', hsmType: wanted, typeChange: change });
  cluster.hsmTypeRollbackExpiration = new Date(clock.now() + rollbackHours * 3600 * 1000);
  begin(state, cluster, () => {
    if (!changesType(cluster) || cluster.typeChange !== change) return;
    change.ended = true;
    for (const hsm of cluster.hsms) hsm.hsmType = undefined;
    cluster.state = 'ACTIVE';
  });
}

/** What has come into its hardware since the change began is lost, but for the backup that is taken before. */
function goBack(state: Inventory, cluster: Cluster, { from, content }: NonNullable<Cluster['typeChange']>): void {
  Object.assign(cluster, { state: 'ROLLBACK_IN_PROGRESS', hsmType: from, typeChange: undefined });
  begin(state, cluster, () => {
    for (const hsm of cluster.hsms) {
      hsm.hsmType = undefined;
      if (content) hsm.users = copyUsers(content.users);
    }
    if (content) {
      cluster.keys.clear();
      for (const [reference, key] of content.keys) cluster.keys.set(reference, key);
    }
    cluster.hsmTypeRollbackExpiration = undefined;
    cluster.state = 'ACTIVE';
  });
}

function begin({ place }: Inventory, { clusterId }: Cluster, then: () => void): void {
  transition(place, `change the HSM type of ${clusterId}`, place.duration('modifyCluster', clusterId, place.clock.now()), then);
}
