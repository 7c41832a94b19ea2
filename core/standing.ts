import { type Backup, newestBackup } from './cloudhsm/backup.ts';
import type { Cluster } from './cloudhsm/cluster.ts';
import { type Hsm, liveHsms } from './cloudhsm/hsm.ts';
import { findKeyStore } from './key-store/key-store.ts';
import type { Part } from './parts.ts';
import type { EnvironmentRecord } from './record/file.ts';

export type StandingHsm = { id: string } & Pick<Hsm, 'eniId' | 'ip' | 'availabilityZone' | 'state'>;

export interface StandingKeyStore {
  id: string;
  state: string;
  /** Those that the file declares and the record knows. */
  keys: { name: string; keyArn: string }[];
}

/** What stands, as far as it is known. */
export interface Standing {
  cluster: { state: string; hsms: StandingHsm[] } | null;
  backup: Backup | null;
  keyStore: Pick<StandingKeyStore, 'state' | 'keys'> | null;
}

/** What stands of an environment now; only the parts that are asked after are read. */
export async function readStanding(cluster: Cluster, record: EnvironmentRecord, asked: readonly Part[]): Promise<Standing> {
  const [backup, keyStore] = await Promise.all([
    asked.includes('backup') ? newestBackup(cluster.clusterId) : null,
    asked.includes('key store') && record.environment?.keyStore ? standingKeyStore(cluster.clusterId, record) : null,
  ]);
  return { cluster: { state: cluster.state, hsms: standingHsms(cluster) }, backup, keyStore };
}

/** The HSMs that exist or come into being, in the order of their zones. */
export function standingHsms(cluster: Cluster): StandingHsm[] {
  return liveHsms(cluster)
    .map(({ hsmId: id, eniId, ip, availabilityZone, state }) => ({ id, eniId, ip, availabilityZone, state }))
    .toSorted((a, b) => (`${a.availabilityZone} ${a.eniId}` < `${b.availabilityZone} ${b.eniId}` ? -1 : 1));
}

/** The key store over the cluster, with the declared keys that the record knows; null where KMS shows none. */
export async function standingKeyStore(clusterId: string, record: EnvironmentRecord): Promise<StandingKeyStore | null> {
  const found = await findKeyStore(clusterId);
  if (!found) return null;
  const declared = record.environment?.keyStore?.keys ?? [];
  const keys = declared.flatMap(({ name }) => (record.keyArns[name] ? [{ name, keyArn: record.keyArns[name] }] : []));
  return { id: found.keyStoreId, state: found.state, keys };
}
