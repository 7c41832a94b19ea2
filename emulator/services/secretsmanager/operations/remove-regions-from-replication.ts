import type { Operation } from '../../../service/service.ts';
import { removeReplicas, replicationStatus, requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException */
export const removeRegionsFromReplication: Operation<{ SecretId: string; RemoveReplicaRegions: string[] }, SecretsManagerPlace> = {
  resources: onSecret,
  run(input, { place }) {
    const secret = place.secretsManager.usable(input.SecretId);
    requirePrimary(secret);
    removeReplicas(place, secret, input.RemoveReplicaRegions);
    return { ARN: secret.arn, ReplicationStatus: replicationStatus(secret) };
  },
};
