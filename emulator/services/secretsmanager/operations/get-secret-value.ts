import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkKeyServes } from '../key-serves.ts';
import { invalidRequest } from '../refusals.ts';
import { onSecret } from '../resources.ts';
import { dayOf, type Secret, type SecretVersion, versionAt } from '../secret.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  SecretId: string;
  VersionId?: string;
  VersionStage?: string;
}

/** The AWSCURRENT version unless another is named. @throws AwsError ResourceNotFoundException, InvalidRequestException */
export const getSecretValue: Operation<Input, SecretsManagerPlace> = {
  resources: onSecret,
  run(input, { place, caller }) {
    const secret = place.secretsManager.usable(input.SecretId);
    checkKeyServes(secret, caller);
    const version = wanted(secret, input);
    version.accessedAt = dayOf(place.clock.date());
    secret.accessedAt = version.accessedAt;
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.versionId,
      SecretString: version.secretString,
      SecretBinary: version.secretBinary,
      VersionStages: [...version.stages],
      CreatedDate: version.createdAt,
    };
  },
};

function wanted(secret: Secret, { VersionId, VersionStage = VersionId ? undefined : 'AWSCURRENT' }: Input): SecretVersion {
  const version = VersionId ? secret.versions.get(VersionId) : versionAt(secret, VersionStage!);
  if (!version || (version.secretString === undefined && version.secretBinary === undefined)) {
    const what = VersionId ? `VersionId: ${VersionId}` : `staging label: ${VersionStage}`;
    throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${what}`);
  }
  if (VersionStage && !version.stages.has(VersionStage))
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  return version;
}
