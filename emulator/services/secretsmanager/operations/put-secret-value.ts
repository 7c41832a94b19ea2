import type { Operation } from '../../../service/service.ts';
import { checkKeyServes } from '../key-serves.ts';
import { checkToken, checkValue, hasValue, putVersion } from '../put-version.ts';
import { invalidRequest } from '../refusals.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import { countAsRotation } from '../rotation.ts';
import type { Value } from '../secret.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input extends Value {
  SecretId: string;
  ClientRequestToken?: string;
  VersionStages?: string[];
}

/** @throws AwsError ResourceNotFoundException, ResourceExistsException, InvalidParameterException, InvalidRequestException */
export const putSecretValue: Operation<Input, SecretsManagerPlace> = {
  refuses: ['RotationToken'],
  resources: onSecret,
  run(input, { place, caller }) {
    checkToken(input);
    checkValue(input);
    // the code: hashicorp/terraform-provider-aws#19731
    if (!hasValue(input)) throw invalidRequest('You must provide either SecretString or SecretBinary.');
    const secret = place.secretsManager.usable(input.SecretId);
    requirePrimary(secret);
    checkKeyServes(secret, caller);
    const version = putVersion(place, secret, input.ClientRequestToken, input, input.VersionStages);
    countAsRotation(place, secret, version);
    return { ARN: secret.arn, Name: secret.name, VersionId: version.versionId, VersionStages: [...version.stages] };
  },
};
