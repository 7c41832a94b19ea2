import type { Call } from '../../../service/service.ts';
import { described, stagesByVersion } from '../description.ts';

/** Also of a secret that is marked for deletion. @throws AwsError ResourceNotFoundException */
export function describeSecret({ SecretId }: { SecretId: string }, { world }: Call) {
  const secret = world.secretsManager.existing(SecretId);
  return { ...described(secret), VersionIdsToStages: secret.versions.size > 0 ? stagesByVersion(secret) : undefined };
}
