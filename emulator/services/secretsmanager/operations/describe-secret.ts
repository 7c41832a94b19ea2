import type { Operation } from '../../../service/service.ts';
import { described, stagesByVersion } from '../description.ts';
import { replicationStatus } from '../replication.ts';
import { onSecret } from '../resources.ts';
import { primaryRegion } from '../secret.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** Also of a secret that is marked for deletion. @throws AwsError ResourceNotFoundException */
export const describeSecret: Operation<{ SecretId: string }, SecretsManagerPlace> = {
  resources: onSecret,
  run({ SecretId }, { place }) {
    const secret = place.secretsManager.existing(SecretId);
    return {
      ...described(secret),
      PrimaryRegion: primaryRegion(secret, place.region),
      ReplicationStatus: secret.replicas?.size ? replicationStatus(secret) : undefined,
      VersionIdsToStages: secret.versions.size > 0 ? stagesByVersion(secret) : undefined,
    };
  },
};
