import type { Environment } from '../../environment/environment.ts';
import type { Unread } from '../finding.ts';

/** An account and region that is audited. */
export interface AuditPlace {
  account: string;
  region: string;
  /** The role by which another account is read. */
  roleArn?: string;
}

/**
 * What was read of a place, once. A part that could not be read is undefined, and `unread` says why: a check that needs it finds nothing.
 */
export interface Facts extends Partial<HsmFacts>, Partial<OwnerFacts>, Partial<SurroundingFacts> {
  account: string;
  region: string;
  stage: string;
  /** ISO 8601. */
  at: string;
  /** What the account may have there, where that is known. */
  quotas?: { clusters: number; hsms: number };
  unread: Unread[];
}

export interface HsmFacts {
  clusters: ClusterFact[];
  backups: BackupFact[];
}

export interface ClusterFact {
  id: string;
  state: string;
  stateMessage: string;
  hsmType: string;
  mode: string;
  securityGroupId: string;
  vpcId: string;
  /** {availability zone: subnet} */
  subnets: Record<string, string>;
  retentionDays: number;
  /** ISO 8601. */
  createdAt: string;
  hsms: { id: string; eniId: string; ip: string; zone: string; state: string; stateMessage: string }[];
  /** The environment of this stage that its tags name. */
  environment: string | null;
  /** Whether it is the short-lived cluster of a restore drill. */
  drill: boolean;
  /** Of its owner's certificate; null before it has one. */
  certificate: { issuer: string; endsAt: string } | null;
}

export interface BackupFact {
  id: string;
  state: string;
  clusterId: string;
  createdAt: string;
  /** When it is gone for good, of one that is on its way. */
  goneAt?: string;
  neverExpires: boolean;
  /** Of a copy. */
  source?: { backupId: string; region: string };
}

export interface KeyStoreFact {
  id: string;
  name: string;
  clusterId: string;
  state: string;
  errorCode?: string;
}

export interface OwnerFacts {
  environments: EnvironmentFact[];
  secrets: SecretFact[];
  keys: KeyFact[];
}

/** What is on record of an environment. */
export interface EnvironmentFact {
  name: string;
  /** Undefined where there is none, or not in a form that is known. */
  file?: Environment;
  clusterId?: string;
  /** ARN of each key, by its declared name. */
  keyArns: Record<string, string>;
  trustAnchor?: string;
  /** ARN of each user's secret. */
  secrets: Record<string, string>;
  /** Whether it is parked: no HSM stands, and its key store is disconnected, as it was asked for. */
  parked: boolean;
  /** The intent of whoever works on it now. */
  work?: string;
  /** Since when it is as its file asks: the file's last change, ISO 8601. */
  requestedAt?: string;
}

export interface SecretFact {
  arn: string;
  name: string;
  /** ISO 8601: when it was scheduled for deletion. */
  deletedAt?: string;
}

export interface KeyFact {
  arn: string;
  environment: string;
  name: string;
  /** As KMS calls it; `missing` where there is none. */
  state: string;
  deletedAt?: string;
}

export interface SurroundingFacts {
  keyStores: KeyStoreFact[];
  groups: GroupFact[];
  /** Subnets of clusters with a route to an internet gateway. */
  publicSubnets: string[];
}

export interface GroupFact {
  id: string;
  in: RuleFact[];
  out: RuleFact[];
}

export interface RuleFact {
  protocol: string;
  from: number;
  to: number;
  /** Ranges, prefix lists and groups. */
  peers: string[];
}

export function placeName({ account, region }: Pick<AuditPlace, 'account' | 'region'>): string {
  return `${account}/${region}`;
}
