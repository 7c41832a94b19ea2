import { transition } from '../../service/transition.ts';
import { auditHsm } from './audit-log.ts';
import { copyUsers, keptBackups, takeBackup } from './backups.ts';
import type { Cluster, Hsm } from './cluster.ts';
import { takeHsmFate } from './fates.ts';
import type { HsmUser } from './hsm-user.ts';
import { identifier } from './identifiers.ts';
import { identify } from './identity.ts';
import type { Inventory } from './inventory.ts';
import { endMetrics, reportMetrics } from './metrics.ts';

/** As recorded of HSMs in 2018 and 2022, and shown by the KMS Developer Guide, "Create a KMS key in an AWS CloudHSM key store". */
export const messageOfActive = 'HSM created.';

/** Begins to make an HSM behind an ENI that exists. */
export function addHsm(state: Inventory, cluster: Cluster, availabilityZone: string, eni: { eniId: string; ip: string }): Hsm {
  const { place, settings } = state;
  const hsmId = newHsmId(state, cluster, availabilityZone);
  const hsm: Hsm = {
    hsmId,
    eniId: eni.eniId,
    eniIp: eni.ip,
    eniIpV6: cluster.networkType === 'DUALSTACK' ? addressV6(state, eni.eniId) : undefined,
    eniShownAt: place.clock.now() + settings.eniShownAfter * 1000,
    availabilityZone,
    subnetId: cluster.subnetMapping[availabilityZone]!,
    state: 'CREATE_IN_PROGRESS',
    stateMessage: '',
    users: [],
    sessions: new Set(),
    audited: 0,
  };
  cluster.hsms.push(hsm);
  const fate = takeHsmFate(state.fates, availabilityZone);
  const users = usersOfJoiner(state, cluster, hsmId);
  transition(place, `create ${hsmId}`, place.duration('createHsm', hsmId), async () => {
    if (hsm.hsmId !== hsmId || hsm.state !== 'CREATE_IN_PROGRESS') return;
    if (fate === 'DELETED') return dropHsm(state, cluster, hsm);
    if (fate) {
      Object.assign(hsm, { state: fate, stateMessage: 'The HSM could not be made ready' });
      return reportMetrics(place, cluster);
    }
    await join(state, cluster, hsm, users);
  });
  return hsm;
}

/** Puts a new HSM in the place of one that failed: a new id, the same ENI and IP, users and keys from a backup. */
export function replaceHsm(state: Inventory, cluster: Cluster, hsm: Hsm): void {
  const { place } = state;
  hsm.state = 'DEGRADED';
  const hsmId = newHsmId(state, cluster, hsm.availabilityZone);
  const users = usersOfJoiner(state, cluster, hsmId);
  // replaced before it stood: the first that failed is still the one that is missing
  hsm.failed ??= hsm.hsmId;
  Object.assign(hsm, { hsmId, state: 'CREATE_IN_PROGRESS', stateMessage: '', users: [], sessions: new Set(), audited: 0 });
  reportMetrics(place, cluster);
  if (!cluster.trustAnchor) cluster.certificates = {};
  transition(place, `replace ${hsmId}`, place.duration('replaceHsm', hsmId), async () => {
    if (hsm.hsmId === hsmId && hsm.state === 'CREATE_IN_PROGRESS') await join(state, cluster, hsm, users);
  });
}

/** Begins to remove an HSM; its ENI goes with it. */
export function removeHsm(state: Inventory, cluster: Cluster, hsm: Hsm): void {
  const { place } = state;
  if (cluster.activated) takeBackup(state, cluster, 'removed', hsm.hsmId);
  Object.assign(hsm, { state: 'DELETE_IN_PROGRESS', stateMessage: '' });
  transition(place, `delete ${hsm.hsmId}`, place.duration('deleteHsm', hsm.hsmId), () => dropHsm(state, cluster, hsm));
}

function dropHsm(state: Inventory, cluster: Cluster, hsm: Hsm): void {
  hsm.state = 'DELETED';
  for (const id of [hsm.failed, hsm.hsmId]) if (id !== undefined) endMetrics(state.place, cluster, id);
  cluster.hsms.splice(cluster.hsms.indexOf(hsm), 1);
  if (!cluster.trustAnchor) cluster.certificates = {};
  state.place.ec2.deleteNetworkInterface(hsm.eniId);
}

async function join(state: Inventory, cluster: Cluster, hsm: Hsm, users: HsmUser[]): Promise<void> {
  if (!cluster.trustAnchor) cluster.certificates = await identify(state.place, hsm.hsmId);
  hsm.users = users;
  Object.assign(hsm, { state: 'ACTIVE', stateMessage: messageOfActive });
  for (const opcode of cluster.activated ? (['CN_RESTORE_BEGIN', 'CN_RESTORE_END'] as const) : (['CN_INIT_TOKEN'] as const))
    auditHsm(state.place, cluster, hsm, { opcode });
  if (hsm.failed !== undefined) endMetrics(state.place, cluster, hsm.failed);
  hsm.failed = undefined;
  reportMetrics(state.place, cluster);
}

/**
 * Who will be on an HSM that joins now: in an activated cluster those of a backup, one taken from an active HSM at this moment or, where
 * none is active, the newest, and then its keys are all the keys that are left.
 */
function usersOfJoiner(state: Inventory, cluster: Cluster, hsmId: string): HsmUser[] {
  if (!cluster.activated) return newUsers();
  const taken = takeBackup(state, cluster, 'added', hsmId);
  if (taken) return copyUsers(taken.content.users);
  const content = keptBackups(state, cluster.clusterId)[0]?.content ?? cluster.restoredFrom;
  if (!content) return newUsers();
  cluster.keys.clear();
  for (const [reference, key] of content.keys) cluster.keys.set(reference, key);
  return copyUsers(content.users);
}

function newUsers(): HsmUser[] {
  return [
    { username: 'admin', role: 'unactivated-admin', password: 'password', badLogins: 0, locked: false },
    { username: 'app_user', role: 'internal(APPLIANCE_USER)', password: '', badLogins: 0, locked: false },
  ];
}

function newHsmId(state: Inventory, cluster: Cluster, availabilityZone: string): string {
  const ordinal = (cluster.hsmsMade[availabilityZone] ?? 0) + 1;
  cluster.hsmsMade[availabilityZone] = ordinal;
  return identifier(state.place, 'hsm', cluster.clusterId, availabilityZone, ordinal);
}

function addressV6(state: Inventory, eniId: string): string {
  const groups = state.place.random.hex(20, 'ipv6', eniId).match(/.{4}/g)!;
  return `2600:1f18:0:${groups.join(':')}`;
}
