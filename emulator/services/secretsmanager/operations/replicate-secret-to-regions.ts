import type { Operation } from '../../../service/service.ts';
import { type ReplicaRegion, replicate, replicationStatus, requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  SecretId: string;
  AddReplicaRegions: ReplicaRegion[];
  ForceOverwriteReplicaSecret?: boolean;
}

/** @throws AwsError ResourceNotFoundException, InvalidRequestException, InvalidParameterException */
export const replicateSecretToRegions: Operation<Input, SecretsManagerPlace> = {
  resources: onSecret,
  run(input, { place }) {
    const secret = place.secretsManager.usable(input.SecretId);
    requirePrimary(secret);
    replicate(place, secret, input.AddReplicaRegions, input.ForceOverwriteReplicaSecret);
    return { ARN: secret.arn, ReplicationStatus: replicationStatus(secret) };
  },
};
