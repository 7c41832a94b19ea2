import type { Operation } from '../../../service/service.ts';
import { checkKeyServes } from '../key-serves.ts';
import { checkToken, checkValue, hasValue, putVersion } from '../put-version.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import { countAsRotation } from '../rotation.ts';
import type { Value } from '../secret.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input extends Value {
  SecretId: string;
  ClientRequestToken?: string;
  Description?: string;
  KmsKeyId?: string;
}

/** @throws AwsError ResourceNotFoundException, ResourceExistsException, InvalidParameterException, InvalidRequestException */
export const updateSecret: Operation<Input, SecretsManagerPlace> = {
  refuses: ['Type'],
  resources: onSecret,
  run(input, { place, caller }) {
    checkToken(input);
    const secret = place.secretsManager.usable(input.SecretId);
    requirePrimary(secret);
    checkValue(input);
    if (hasValue(input)) checkKeyServes(secret, caller);
    const version = hasValue(input) ? putVersion(place, secret, input.ClientRequestToken, input) : undefined;
    if (version) countAsRotation(place, secret, version);
    secret.description = input.Description ?? secret.description;
    secret.kmsKeyId = input.KmsKeyId ?? secret.kmsKeyId;
    secret.changedAt = place.clock.date();
    return { ARN: secret.arn, Name: secret.name, VersionId: version?.versionId };
  },
};
