import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { invalidRequest } from '../refusals.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import { nextVersionId, rotate, schedule, testRotation } from '../rotation.ts';
import type { RotationRules } from '../rotation-rules.ts';
import { mayInvoke } from '../rotation-step.ts';
import { windowsOf } from '../rotation-windows.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  SecretId: string;
  ClientRequestToken?: string;
  RotationLambdaARN?: string;
  RotationRules?: RotationRules;
  RotateImmediately?: boolean;
}

/**
 * Says how a secret is rotated, and rotates it now unless it is told not to.
 *
 * @throws AwsError ResourceNotFoundException, InvalidRequestException, InvalidParameterException, AccessDeniedException
 */
export const rotateSecret: Operation<Input, SecretsManagerPlace> = {
  refuses: ['ExternalSecretRotationMetadata', 'ExternalSecretRotationRoleArn'],
  resources: onSecret,
  run(input, { place }) {
    const secret = place.secretsManager.usable(input.SecretId);
    requirePrimary(secret);
    const lambdaArn = input.RotationLambdaARN || secret.rotation?.lambdaArn;
    if (!lambdaArn) throw invalidRequest('No Lambda rotation function ARN is associated with this secret.');
    if (input.RotationRules) windowsOf(input.RotationRules);
    if (!mayInvoke(place, secret, lambdaArn)) throw noEntry();
    if (secret.versions.size === 0) throw invalidRequest("You can't rotate a secret that has no value.");
    // what is under way sees it too
    secret.rotation = Object.assign(secret.rotation ?? {}, {
      lambdaArn,
      rules: input.RotationRules ?? secret.rotation?.rules,
      enabled: true,
    });
    schedule(place, secret);
    const token = input.ClientRequestToken ?? nextVersionId(place, secret);
    if (input.RotateImmediately === false) testRotation(place, secret, token);
    else rotate(place, secret, token);
    secret.changedAt = place.clock.date();
    return { ARN: secret.arn, Name: secret.name, VersionId: token };
  },
};

function noEntry(): AwsError {
  const remedy = 'Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.';
  return new AwsError('AccessDeniedException', `Secrets Manager cannot invoke the specified Lambda function. ${remedy}`);
}
