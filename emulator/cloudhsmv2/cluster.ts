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

export type HsmState = 'CREATE_IN_PROGRESS' | 'ACTIVE' | 'DEGRADED' | 'DELETE_IN_PROGRESS' | 'DELETED';

/** A user as it stands on one HSM. Passwords are kept in the clear: this is an emulator, and nothing prints them. */
export interface HsmUser {
  username: string;
  role: 'admin' | 'unactivated-admin' | 'crypto-user' | 'internal(APPLIANCE_USER)';
  password: string;
  badLogins: number;
  locked: boolean;
}

export interface Hsm {
  hsmId: string;
  eniId: string;
  eniIp: string;
  availabilityZone: string;
  subnetId: string;
  state: HsmState;
  stateMessage: string;
  /** The users on this HSM: HSMs that join are cloned from a backup, so they can differ. */
  users: HsmUser[];
}

export interface Cluster {
  clusterId: string;
  hsmType: string;
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
}
