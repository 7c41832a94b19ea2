import type { Secret } from './secret.ts';
import { listedTags } from './tags.ts';

/** What DescribeSecret and ListSecrets both show. */
export function described(secret: Secret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description || undefined,
    KmsKeyId: secret.kmsKeyId,
    CreatedDate: secret.createdAt,
    LastChangedDate: secret.changedAt,
    LastAccessedDate: secret.accessedAt,
    DeletedDate: secret.deletion?.markedAt,
    Tags: listedTags(secret),
  };
}

/** The labels of every version that has one. */
export function stagesByVersion({ versions }: Secret): Record<string, string[]> {
  return Object.fromEntries(
    [...versions.values()].filter(({ stages }) => stages.size > 0).map(({ versionId, stages }) => [versionId, [...stages]]),
  );
}
