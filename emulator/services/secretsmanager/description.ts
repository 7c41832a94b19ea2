import type { Secret } from './secret.ts';
import { listedTags } from './tags.ts';

/** What DescribeSecret and ListSecrets both show. */
export function described(secret: Secret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description || undefined,
    KmsKeyId: secret.kmsKeyId,
    ...rotation(secret),
    CreatedDate: secret.createdAt,
    LastChangedDate: secret.changedAt,
    LastAccessedDate: secret.accessedAt,
    DeletedDate: secret.deletion?.markedAt,
    Tags: listedTags(secret),
  };
}

function rotation({ rotation }: Secret) {
  if (!rotation) return {};
  return {
    RotationEnabled: rotation.enabled,
    RotationLambdaARN: rotation.lambdaArn,
    RotationRules: rotation.rules && { AutomaticallyAfterDays: rotation.everyDays, ...rotation.rules },
    LastRotatedDate: rotation.rotatedAt,
    // the last second of its window
    NextRotationDate: rotation.due && new Date(rotation.due.window.closes.getTime() - 1000),
  };
}

/** The labels of every version that has one. */
export function stagesByVersion({ versions }: Secret): Record<string, string[]> {
  return Object.fromEntries(
    [...versions.values()].filter(({ stages }) => stages.size > 0).map(({ versionId, stages }) => [versionId, [...stages]]),
  );
}
