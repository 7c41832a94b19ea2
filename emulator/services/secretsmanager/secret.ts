import type { Timer } from '../../kernel/virtual-clock.ts';
import type { Rotation } from './rotation-rules.ts';

export interface SecretVersion {
  versionId: string;
  secretString?: string;
  secretBinary?: Buffer;
  createdAt: Date;
  accessedAt?: Date;
  /** Staging labels. A version without any is deprecated. */
  stages: Set<string>;
}

export interface Secret {
  arn: string;
  name: string;
  description?: string;
  kmsKeyId?: string;
  /** Who else may do what with it, as JSON. */
  policy?: string;
  /** Undefined until it is tagged for the first time. */
  tags?: Map<string, string>;
  createdAt: Date;
  changedAt: Date;
  accessedAt?: Date;
  /** Where it is marked for deletion: when that was, and the timer that ends it. */
  deletion?: { markedAt: Date; timer: Timer };
  versions: Map<string, SecretVersion>;
  /** As many were made as there are, where it does not say. */
  versionsMade?: number;
  rotation?: Rotation;
  /** Of a secret with replicas: where they are. */
  replicas?: Map<string, Replica>;
  /** Of a replica: the secret that it is one of. All but its region and its KMS key is the primary's. */
  primary?: { secret: Secret; region: string };
}

/** Where the primary one stands; undefined for a secret that is not replicated. @param region that this one stands in */
export function primaryRegion({ primary, replicas }: Pick<Secret, 'primary' | 'replicas'>, region: string): string | undefined {
  return primary ? primary.region : replicas?.size ? region : undefined;
}

/** What a primary secret knows of a replica. */
export interface Replica {
  kmsKeyId?: string;
  status: 'InSync' | 'Failed';
  message: string;
}

/** The members of a request that carry a secret's value. */
export interface Value {
  SecretString?: string;
  SecretBinary?: Buffer;
}

/** How many versions it has ever had. */
export function versionsMade({ versionsMade, versions }: Secret): number {
  return versionsMade ?? versions.size;
}

export function versionAt(secret: Secret, stage: string): SecretVersion | undefined {
  return [...secret.versions.values()].find(({ stages }) => stages.has(stage));
}

/**
 * Puts a label on a version and takes it off the one that had it. The version that loses AWSCURRENT becomes AWSPREVIOUS, and is no
 * longer AWSPENDING.
 */
export function moveStage(secret: Secret, stage: string, version: SecretVersion): void {
  const previous = versionAt(secret, stage);
  if (previous === version) return;
  previous?.stages.delete(stage);
  version.stages.add(stage);
  if (stage !== 'AWSCURRENT' || !previous) return;
  previous.stages.delete('AWSPENDING');
  moveStage(secret, 'AWSPREVIOUS', previous);
}

/** Dates of access are kept to the day, as the service does. */
export function dayOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 86_400_000) * 86_400_000);
}

/** From DeleteSecret until a secret is gone, unless it is told otherwise. */
export const usualWindowDays = 30;
