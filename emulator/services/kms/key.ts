export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'Unavailable';

/** A symmetric encryption key. */
export interface Key {
  keyId: string;
  arn: string;
  createdAt: Date;
  description: string;
  origin: 'AWS_KMS' | 'AWS_CLOUDHSM';
  /** Whose material lives in that store's cluster. */
  customKeyStoreId?: string;
  /** Of a key that KMS itself holds, oldest first: the last one encrypts, each decrypts what was made under it. */
  materials: KeyMaterial[];
  enabled: boolean;
  deletionDate?: Date;
  policy: string;
  tags: Map<string, string>;
  rotation?: { periodInDays: number; next: Date };
  /** How often it has encrypted or made a data key: initialization vectors and data keys come from it. */
  uses: number;
}

export interface KeyMaterial {
  /** As KMS shows it; what is in a cluster has none. */
  id?: string;
  bytes: Buffer;
  /** What brought it; absent for the first. */
  rotation?: { at: Date; type: 'AUTOMATIC' | 'ON_DEMAND' };
}

export interface Alias {
  name: string;
  arn: string;
  targetKeyId: string;
  createdAt: Date;
  updatedAt: Date;
}
