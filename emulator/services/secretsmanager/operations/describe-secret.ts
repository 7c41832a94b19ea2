import type { Call } from '../../../service/service.ts';
import { described, stagesByVersion } from '../description.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** Also of a secret that is marked for deletion. @throws AwsError ResourceNotFoundException */
export function describeSecret({ SecretId }: { SecretId: string }, { place }: Call<SecretsManagerPlace>) {
  const secret = place.secretsManager.existing(SecretId);
  return { ...described(secret), VersionIdsToStages: secret.versions.size > 0 ? stagesByVersion(secret) : undefined };
}
