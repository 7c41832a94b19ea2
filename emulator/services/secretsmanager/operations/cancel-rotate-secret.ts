import type { Operation } from '../../../service/service.ts';
import { invalidRequest } from '../refusals.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import { schedule } from '../rotation.ts';
import type { SecretsManagerPlace } from '../state.ts';

/**
 * Rotates no more, and goes on with no rotation that is under way: its version stays, with its label.
 *
 * @throws AwsError ResourceNotFoundException, InvalidRequestException
 */
export const cancelRotateSecret: Operation<{ SecretId: string }, SecretsManagerPlace> = {
  resources: onSecret,
  run({ SecretId }, { place }) {
    const secret = place.secretsManager.usable(SecretId);
    requirePrimary(secret);
    const { rotation } = secret;
    if (!rotation) throw invalidRequest('You tried to cancel the rotation of a secret that has no Lambda function ARN configured.');
    const { running } = rotation;
    rotation.enabled = false;
    rotation.running = undefined;
    schedule(place, secret);
    return { ARN: secret.arn, Name: secret.name, VersionId: running?.versionId };
  },
};
