import type { Operation } from '../../../service/service.ts';
import { promote } from '../replication.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** The replica becomes a secret of its own. @throws AwsError ResourceNotFoundException, InvalidRequestException */
export const stopReplicationToReplica: Operation<{ SecretId: string }, SecretsManagerPlace> = {
  resources: onSecret,
  run({ SecretId }, { place }) {
    return { ARN: promote(place, place.secretsManager.usable(SecretId)).arn };
  },
};
