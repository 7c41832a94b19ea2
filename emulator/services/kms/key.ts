import type { KeyObject } from 'node:crypto';
import type { Grant } from './grants/grant.ts';
import type { KeySpec, KeyUsage } from './key-spec.ts';

export type KeyState =
  | 'Creating'
  | 'Enabled'
  | 'Disabled'
  | 'PendingDeletion'
  | 'PendingImport'
  | 'PendingReplicaDeletion'
  | 'Unavailable'
  | 'Updating';

export interface Key {
  keyId: string;
  arn: string;
  createdAt: Date;
  description: string;
  spec: KeySpec;
  usage: KeyUsage;
  origin: 'AWS_KMS' | 'AWS_CLOUDHSM' | 'EXTERNAL';
  /** Whose material lives in that store's cluster. */
  customKeyStoreId?: string;
  /** Of a key that KMS itself holds, oldest first: the last one encrypts, each decrypts what was made under it. Only symmetric ones have several. */
  materials: KeyMaterial[];
  /** Imported, and in use from the next rotation on. */
  pending?: KeyMaterial;
  importParameters: ImportParameters[];
  enabled: boolean;
  deletionDate?: Date;
  /** Of a primary key that waits for the deletion of its replicas: how many days it waits from then on. */
  windowAfterReplicas?: number;
  /** Of a multi-Region key: those of other regions that are the same key. */
  family?: Family;
  /** What KMS is about to be done with. */
  underWay?: 'Creating' | 'Updating';
  policy: string;
  tags: Map<string, string>;
  rotation?: { periodInDays: number; next: Date };
  grants: Map<string, Grant>;
  /** How often it has encrypted, signed or made a data key: initialization vectors, salts and data keys come from it. */
  uses: number;
  lastUsage?: LastUsage;
}

/** The related keys of a multi-Region key: of one id and material, each with a policy, tags and grants of its own. */
interface Family {
  primary: Key;
  /** By region. */
  members: Map<string, Key>;
}

/** What a key was last used for, by the names of GetKeyLastUsage. */
interface LastUsage {
  Operation: string;
  Timestamp: Date;
  CloudTrailEventId: string;
  KmsRequestId: string;
}

export interface KeyMaterial {
  /** As KMS shows it for symmetric encryption keys; what is in a cluster has none. */
  id?: string;
  /** A private key as PKCS #8. */
  bytes: Buffer;
  /** Of a pair whose private key was imported, since it stays known when that is gone. */
  publicKey?: Buffer;
  /** Of material that did not come into being here. */
  imported?: Imported;
  /** What brought it; absent for the first. */
  rotation?: { at: Date; type: 'AUTOMATIC' | 'ON_DEMAND' };
}

/** What key material is wrapped with to be imported into a key. */
export interface ImportParameters {
  token: Buffer;
  wrappingKey: KeyObject;
  algorithm: string;
  validTo: Date;
}

export interface Imported {
  /** Known by it when it comes again. */
  id: string;
  description?: string;
  /** It never expires without. */
  validTo?: Date;
  /** Deleted or expired. */
  gone?: boolean;
}

export interface Alias {
  name: string;
  arn: string;
  targetKeyId: string;
  createdAt: Date;
  updatedAt: Date;
}
