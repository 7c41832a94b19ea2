import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkResourcePolicy } from '../resource-policy.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  SecretId?: string;
  ResourcePolicy: string;
}

/** Whether PutResourcePolicy would take it with BlockPublicPolicy. @throws AwsError ResourceNotFoundException, MalformedPolicyDocumentException */
export const validateResourcePolicy: Operation<Input, SecretsManagerPlace> = {
  resources: ({ SecretId }, place) => (SecretId === undefined ? ['*'] : onSecret({ SecretId }, place)),
  run({ SecretId, ResourcePolicy }, { place }) {
    const arn = SecretId === undefined ? 'a secret' : place.secretsManager.usable(SecretId).arn;
    try {
      checkResourcePolicy(ResourcePolicy, arn, true);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'PublicPolicyException') throw error;
      return { PolicyValidationPassed: false, ValidationErrors: [{ CheckName: 'PUBLIC_POLICY', ErrorMessage: error.message }] };
    }
    return { PolicyValidationPassed: true, ValidationErrors: [] };
  },
};
