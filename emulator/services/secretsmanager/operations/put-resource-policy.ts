import type { Operation } from '../../../service/service.ts';
import { requirePrimary } from '../replication.ts';
import { checkResourcePolicy } from '../resource-policy.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  SecretId: string;
  ResourcePolicy: string;
  BlockPublicPolicy?: boolean;
}

/** @throws AwsError ResourceNotFoundException, InvalidRequestException, MalformedPolicyDocumentException, PublicPolicyException */
export const putResourcePolicy: Operation<Input, SecretsManagerPlace> = {
  refuses: ['PolicyName'],
  resources: onSecret,
  run({ SecretId, ResourcePolicy, BlockPublicPolicy }, { place }) {
    const secret = place.secretsManager.usable(SecretId);
    requirePrimary(secret);
    checkResourcePolicy(ResourcePolicy, secret.arn, BlockPublicPolicy);
    secret.policy = ResourcePolicy;
    return { ARN: secret.arn, Name: secret.name };
  },
};
