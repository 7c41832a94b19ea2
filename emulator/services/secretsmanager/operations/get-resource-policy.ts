import type { Operation } from '../../../service/service.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException */
export const getResourcePolicy: Operation<{ SecretId: string }, SecretsManagerPlace> = {
  refuses: ['PolicyName'],
  resources: onSecret,
  run({ SecretId }, { place }) {
    const { arn, name, policy } = place.secretsManager.usable(SecretId);
    return { ARN: arn, Name: name, ResourcePolicy: policy };
  },
};
