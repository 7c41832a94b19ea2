import type { Operation } from '../../../service/service.ts';
import { described, stagesByVersion } from '../description.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** Also of a secret that is marked for deletion. @throws AwsError ResourceNotFoundException */
export const describeSecret: Operation<{ SecretId: string }, SecretsManagerPlace> = {
  resources: onSecret,
  run({ SecretId }, { place }) {
    const secret = place.secretsManager.existing(SecretId);
    return { ...described(secret), VersionIdsToStages: secret.versions.size > 0 ? stagesByVersion(secret) : undefined };
  },
};
