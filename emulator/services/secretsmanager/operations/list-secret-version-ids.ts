import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  SecretId: string;
  MaxResults?: number;
  NextToken?: string;
  IncludeDeprecated?: boolean;
}

/** Versions without a label only where asked for. @throws AwsError ResourceNotFoundException, InvalidNextTokenException */
export const listSecretVersionIds: Operation<Input, SecretsManagerPlace> = {
  resources: onSecret,
  run(input, { place }) {
    const secret = place.secretsManager.existing(input.SecretId);
    const versions = [...secret.versions.values()].filter(({ stages }) => input.IncludeDeprecated || stages.size > 0);
    const { items, NextToken } = page(versions, 'ListSecretVersionIds', input);
    return {
      ARN: secret.arn,
      Name: secret.name,
      NextToken,
      Versions: items.map(({ versionId, stages, createdAt, accessedAt }) => ({
        VersionId: versionId,
        VersionStages: stages.size > 0 ? [...stages] : undefined,
        CreatedDate: createdAt,
        LastAccessedDate: accessedAt,
        KmsKeyIds: ['DefaultEncryptionKey'],
      })),
    };
  },
};
