import type { BackupContent } from './backup.ts';
import type { ClusterKeys } from './cluster-keys.ts';
import type { HsmUser } from './hsm-user.ts';
import type { QuorumValues } from './quorum-values.ts';

export type ClusterState =
  | 'CREATE_IN_PROGRESS'
  | 'UNINITIALIZED'
  | 'INITIALIZE_IN_PROGRESS'
  | 'INITIALIZED'
  | 'ACTIVE'
  | 'UPDATE_IN_PROGRESS'
  | 'MODIFY_IN_PROGRESS'
  | 'ROLLBACK_IN_PROGRESS'
  | 'DELETE_IN_PROGRESS'
  | 'DELETED'
  | 'DEGRADED';

type HsmState = 'CREATE_IN_PROGRESS' | 'ACTIVE' | 'DEGRADED' | 'DELETE_IN_PROGRESS' | 'DELETED';

export interface Hsm {
  hsmId: string;
  eniId: string;
  eniIp: string;
  /** In clusters of network type DUALSTACK. */
  eniIpV6?: string;
  /** When descriptions begin to show the ENI, in virtual milliseconds. */
  eniShownAt: number;
  availabilityZone: string;
  subnetId: string;
  /** Where it is not its cluster's, whose type changes. */
  hsmType?: string;
  state: HsmState;
  stateMessage: string;
  /** The users on this HSM, none until it is ACTIVE: HSMs that join are cloned from a backup, so they can differ. */
  users: HsmUser[];
  /** Who is logged in for longer than a command takes: key stores, by their ids. */
  sessions: Set<string>;
  /** How many lines of its audit log it has written. */
  audited: number;
  /** What the account file has it tell CloudWatch, instead of what it holds. */
  tells?: { keys?: number; usersAvailable?: number };
  /** The id of the HSM that failed here, until another stands in its place. */
  failed?: string;
}

export interface Cluster {
  clusterId: string;
  hsmType: string;
  /** Until when a changed HSM type can be changed back. */
  hsmTypeRollbackExpiration?: Date;
  /** The change of its HSM type: what it was before, what the hardware held then, and whether it is over. */
  typeChange?: { from: string; content?: BackupContent; ended: boolean };
  mode: 'FIPS' | 'NON_FIPS';
  networkType: string;
  state: ClusterState;
  stateMessage: string;
  createdAt: Date;
  vpcId: string;
  securityGroupId: string;
  /** {availability zone: subnet} */
  subnetMapping: Record<string, string>;
  backupRetentionDays: number;
  sourceBackupId?: string;
  /** What the cluster was made from, until it has a backup of its own. */
  restoredFrom?: BackupContent;
  /** Clusters made from one another's backups share it: KMS refuses two key stores on one history. */
  history: string;
  tags: Map<string, string>;
  hsms: Hsm[];
  /** PEM texts; present from the time that the service shows them. */
  certificates: {
    clusterCsr?: string;
    hsmCertificate?: string;
    awsHardwareCertificate?: string;
    manufacturerHardwareCertificate?: string;
    clusterCertificate?: string;
  };
  /** The PEM given to InitializeCluster. */
  trustAnchor?: string;
  activated: boolean;
  quorum?: QuorumValues;
  /** The password of the precrypto officer, which Client SDK 3 asked for at the first login. */
  preCoPassword: string;
  /** How many HSMs have ever been made, by availability zone. */
  hsmsMade: Record<string, number>;
  /** How many daily backups have been taken. */
  dailyBackups: number;
  keys: ClusterKeys;
  /** How many crypto users have ever made. */
  keysMade: number;
}
