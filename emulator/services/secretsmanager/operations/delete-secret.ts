import type { Operation } from '../../../service/service.ts';
import { invalidParameter, markedForDeletion, notFound } from '../refusals.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import type { Secret } from '../secret.ts';
import { usualWindowDays } from '../secret.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  SecretId: string;
  RecoveryWindowInDays?: number;
  ForceDeleteWithoutRecovery?: boolean;
}

/**
 * Marks a secret for deletion in 7 to 30 days, 30 by default, or deletes it at once. Deleting at once what is not there succeeds and
 * answers as if it had been, so that it can be repeated.
 *
 * @throws AwsError ResourceNotFoundException, InvalidParameterException, InvalidRequestException
 */
export const deleteSecret: Operation<Input, SecretsManagerPlace> = {
  resources: onSecret,
  run(input, { place }) {
    const { SecretId, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force } = input;
    if (days !== undefined && (days < 7 || days > 30))
      throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
    if (force && days !== undefined)
      throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    const secret = place.secretsManager.find(SecretId);
    if (secret) requireAlone(secret);
    if (force) return deleteNow(place, SecretId, secret);
    if (!secret) throw notFound();
    if (secret.deletion) throw markedForDeletion();
    const deletionDate = place.secretsManager.markForDeletion(secret, days ?? usualWindowDays);
    return { ARN: secret.arn, Name: secret.name, DeletionDate: deletionDate };
  },
};

function deleteNow(place: SecretsManagerPlace, secretId: string, secret: Secret | undefined) {
  secret?.deletion?.timer.cancel();
  if (secret) place.secretsManager.secrets.delete(secret.name);
  const [ARN] = secret ? [secret.arn] : onSecret({ SecretId: secretId }, place);
  return { ARN, Name: secret?.name ?? secretId, DeletionDate: place.clock.date() };
}

/** @throws AwsError InvalidParameterException (rebuy-de/aws-nuke#1127) for a replica, or a secret with replicas */
function requireAlone(secret: Secret): void {
  requirePrimary(secret);
  const regions = [...(secret.replicas?.keys() ?? [])];
  if (regions.length > 0)
    throw invalidParameter(`You can't delete secret ${secret.arn} that still has replica regions [${regions.join(', ')}].`);
}
