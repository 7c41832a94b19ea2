import type { Environment } from '../../environment/environment.ts';
import type { UsersSeen } from '../../users/users-seen.ts';
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
export interface Facts extends Partial<HsmFacts>, Partial<OwnerFacts>, Partial<SurroundingFacts>, Partial<WatchFacts> {
  account: string;
  region: string;
  stage: string;
  /** ISO 8601. */
  at: string;
  /** What the account may have there, where that is known. */
  quotas?: { clusters: number; hsms: number };
  /** Of the task that works beside the HSMs, where the deployment is. */
  image?: string;
  unread: Unread[];
}

export interface HsmFacts {
  clusters: ClusterFact[];
  backups: BackupFact[];
  shares: ShareFact[];
  /** In the regions that files name. */
  copies: CopyFact[] | undefined;
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
  /** Those by which this workflow knows clusters. */
  tags: Record<string, string>;
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
  /** Whether it is of the short-lived cluster of a restore drill. */
  drill: boolean;
  /** Of a copy. */
  source?: { backupId: string; region: string };
}

/** A copy of a backup in another region. */
export interface CopyFact extends BackupFact {
  region: string;
  /** Of this stage; null where its tags say nothing of one: somebody else has made it. */
  environment: string | null;
}

/** A backup that another account may use. */
export interface ShareFact {
  backupId: string;
  /** The ARN of RAM's resource share. */
  share: string;
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
  /** Of those regions that could be read. */
  recoveries: RecoveryFact[];
  /** Of regions in which some file of before has asked for copies, those that could be read. */
  replicas: ReplicasFact[];
}

/** A region in which files want their environments restored, and what is there for it. */
export interface RecoveryFact {
  region: string;
  /** Whether this stage is deployed there. */
  stack: boolean;
  /** What its record knows of environments of other regions. */
  brought: { environment: string; clusterId: string }[];
  /** Names of environments that stand there. */
  standing: string[];
  secrets: SecretFact[];
}

/** Replicas of this stage's secrets in a region, each billed like a secret. */
export interface ReplicasFact {
  region: string;
  arns: string[];
}

/** Of the subnets that files name in a region in which their environments are to be restored, those that are there. */
export interface RecoverySubnetsFact {
  region: string;
  subnetIds: string[];
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
  drills: {
    /** ISO 8601: since when its file asks for them as it does. */
    askedSince?: string;
    /** ISO 8601: when a drill last proved a backup. */
    provenAt?: string;
    /** The last one that failed. */
    failed?: { at: string; error: string; execution: string };
  };
  /** The users as somebody last saw them on the HSMs. */
  usersSeen?: UsersSeen;
  /** Regions in which its file, or one of before, has asked for copies. */
  copyRegions?: string[];
  /** ISO 8601: since when its file asks for the copies that it asks for, and for the users whose secrets go with them. */
  copiesAskedAt?: string;
}

export interface SecretFact {
  arn: string;
  name: string;
  /** ISO 8601: when it was scheduled for deletion. */
  deletedAt?: string;
  /** Of one that is replicated, that of the secret which the others are replicas of. */
  primaryRegion?: string;
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
  /** Where the record is. */
  recoverySubnets: RecoverySubnetsFact[] | undefined;
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

/** What watches over the clusters, and what it has seen. */
export interface WatchFacts {
  alarms: AlarmFact[];
  /** The last one of each alarm, within a day. */
  failedActions: FailedActionFact[];
  topics: TopicFact[];
  rules: EventRuleFact[];
  /** Names of the clusters' audit logs. */
  logGroups: string[];
  auditLogs: AuditLogFact[];
  trails: TrailFact[];
  figures: FiguresFact[];
  throttled: ThrottledFact[];
}

export interface AlarmFact {
  name: string;
  state: string;
  /** ISO 8601 */
  since: string;
  /** Whether it does anything when it goes off. */
  tells: boolean;
  /** Whether it goes off with others. */
  composite: boolean;
}

export interface FailedActionFact {
  alarm: string;
  at: string;
  summary: string;
}

export interface TopicFact {
  arn: string;
  /** How many are told. */
  confirmed: number;
  /** How many have not said yet that they want to be. */
  pending: number;
}

/** A rule of EventBridge that this stack has. */
export interface EventRuleFact {
  name: string;
  on: boolean;
}

/** The numbers of an HSM's lines in its audit log, since it was last started. */
export interface AuditLogFact {
  clusterId: string;
  hsm: string;
  first: number;
  last: number;
  lines: number;
}

export interface TrailFact {
  name: string;
  logging: boolean;
}

/** What the HSMs of a cluster report: in each five minutes, the most and the least over them. */
export interface FiguresFact {
  clusterId: string;
  /** Newest first. */
  periods: { tokenMost: number; tokenLeast: number; sessionMost: number; usersMost: number; usersLeast: number }[];
}

export interface ThrottledFact {
  keyStoreId: string;
  /** Turned away within a day. */
  requests: number;
}

export function placeName({ account, region }: Pick<AuditPlace, 'account' | 'region'>): string {
  return `${account}/${region}`;
}
