import type { HsmKey } from './hsm-key.ts';
import type { HsmUser } from './hsm-user.ts';
import type { QuorumValues } from './quorum-values.ts';

type BackupState = 'CREATE_IN_PROGRESS' | 'READY' | 'DELETED' | 'PENDING_DELETION';

/** What a backup holds of the cluster at the moment that it was taken. */
export interface BackupContent {
  users: HsmUser[];
  keys: Map<string, HsmKey>;
  clusterCertificate?: string;
  trustAnchor?: string;
  quorum?: QuorumValues;
  history: string;
}

export interface Backup {
  backupId: string;
  state: BackupState;
  /** The cluster that was backed up. */
  clusterId: string;
  createdAt: Date;
  hsmType: string;
  mode: 'FIPS' | 'NON_FIPS';
  neverExpires: boolean;
  tags: Map<string, string>;
  /** When a backup in PENDING_DELETION is deleted for good. */
  deleteAt?: Date;
  /** Of a copy from another region. */
  copy?: { copiedAt: Date; sourceRegion: string; sourceBackup: string; sourceCluster: string };
  policy?: string;
  content: BackupContent;
}
