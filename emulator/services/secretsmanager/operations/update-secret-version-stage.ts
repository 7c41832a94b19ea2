import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { invalidParameter } from '../refusals.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import { moveStage, type Secret, type SecretVersion, versionAt } from '../secret.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  SecretId: string;
  VersionStage: string;
  RemoveFromVersionId?: string;
  MoveToVersionId?: string;
}

const labelsPerVersion = 20;

/**
 * Moves, attaches or removes a label. Who moves one must name the version that has it.
 *
 * @throws AwsError ResourceNotFoundException, InvalidParameterException, InvalidRequestException, LimitExceededException
 */
export const updateSecretVersionStage: Operation<Input, SecretsManagerPlace> = {
  resources: onSecret,
  run(input, { place }) {
    const { VersionStage: stage, RemoveFromVersionId: from, MoveToVersionId: to } = input;
    const secret = place.secretsManager.usable(input.SecretId);
    requirePrimary(secret);
    const holder = versionAt(secret, stage);
    if (from !== undefined) checkHolder(stage, holder, existing(secret, from));
    if (to !== undefined) {
      const target = existing(secret, to);
      if (holder && holder !== target && from === undefined)
        throw invalidParameter(
          `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.versionId}, so you must explicitly reference that version in RemoveFromVersionId.`,
        );
      if (target.stages.size >= labelsPerVersion && !target.stages.has(stage))
        throw new AwsError('LimitExceededException', `A version can have at most ${labelsPerVersion} staging labels.`);
      moveStage(secret, stage, target);
    } else if (from === undefined) {
      throw invalidParameter('You must provide RemoveFromVersionId, MoveToVersionId or both.');
    } else if (stage === 'AWSCURRENT') {
      throw invalidParameter("You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.");
    } else holder?.stages.delete(stage);
    secret.changedAt = place.clock.date();
    return { ARN: secret.arn, Name: secret.name };
  },
};

function existing(secret: Secret, versionId: string): SecretVersion {
  const version = secret.versions.get(versionId);
  if (!version)
    throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for VersionId: ${versionId}`);
  return version;
}

function checkHolder(stage: string, holder: SecretVersion | undefined, from: SecretVersion): void {
  if (holder === from) return;
  const where = holder ? `attached to version ${holder.versionId}` : 'not attached to any version';
  throw invalidParameter(`Staging label ${stage} is currently ${where}, not to version ${from.versionId}.`);
}
