import type { Operation } from '../../../service/service.ts';
import { described, stagesByVersion } from '../description.ts';
import { replicationStatus } from '../replication.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** Also of a secret that is marked for deletion. @throws AwsError ResourceNotFoundException */
export const describeSecret: Operation<{ SecretId: string }, SecretsManagerPlace> = {
  resources: onSecret,
  run({ SecretId }, { place }) {
    const secret = place.secretsManager.existing(SecretId);
    const replication = secret.replicas?.size ? { PrimaryRegion: place.region, ReplicationStatus: replicationStatus(secret) } : {};
    const primary = secret.primary && { PrimaryRegion: secret.primary.region };
    return {
      ...described(secret),
      ...replication,
      ...primary,
      VersionIdsToStages: secret.versions.size > 0 ? stagesByVersion(secret) : undefined,
    };
  },
};
