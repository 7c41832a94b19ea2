import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import { invalidParameter, invalidRequest } from './refusals.ts';
import { moveStage, type Secret, type SecretVersion, type Value, versionAt, versionsMade } from './secret.ts';

/** @throws AwsError InvalidParameterException where a request carries a text and a binary */
export function checkValue({ SecretString, SecretBinary }: Value): void {
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidParameter("You can't specify both a binary secret value and a string secret value in the same secret.");
}

/** SDKs give a token by themselves. @throws AwsError InvalidRequestException where a value comes without one */
export function checkToken({ ClientRequestToken, ...value }: Value & { ClientRequestToken?: string }): void {
  if (ClientRequestToken === undefined && hasValue(value))
    throw invalidRequest('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
}

export function hasValue({ SecretString, SecretBinary }: Value): boolean {
  return SecretString !== undefined || SecretBinary !== undefined;
}

/**
 * Adds a version, known by the caller's token, and gives it the labels. The same token with the same value again is the version that
 * is there. The first version of a secret is always AWSCURRENT.
 *
 * @throws AwsError ResourceExistsException where the token stands for another value
 */
export function putVersion(place: Place, secret: Secret, token: string | undefined, value: Value, stages = ['AWSCURRENT']): SecretVersion {
  const made = versionsMade(secret);
  const versionId = token ?? place.random.uuid('secret-version', secret.arn, made);
  const existing = secret.versions.get(versionId);
  // of a rotation, which its function fills
  const isEmpty = existing && !existing.secretString && !existing.secretBinary && existing.stages.has('AWSPENDING');
  if (existing && !isEmpty) {
    if (sameValue(existing, value)) return existing;
    throw tokenInUse(secret, versionId);
  }
  const version: SecretVersion = {
    versionId,
    secretString: value.SecretString,
    secretBinary: value.SecretBinary,
    createdAt: place.clock.date(),
    stages: existing?.stages ?? new Set(),
  };
  secret.versions.set(versionId, version);
  secret.versionsMade = existing ? made : made + 1;
  secret.changedAt = version.createdAt;
  for (const stage of versionAt(secret, 'AWSCURRENT') ? stages : new Set([...stages, 'AWSCURRENT'])) moveStage(secret, stage, version);
  dropOutdated(secret, version.createdAt.getTime());
  return version;
}

const mostVersions = 100;
const keptMilliseconds = 24 * 3600_000;

/** Outdated versions go where there are more than a hundred, but none that is younger than a day (API reference, PutSecretValue). */
function dropOutdated({ versions }: Secret, now: number): void {
  for (const [id, { stages, createdAt }] of versions) {
    if (versions.size <= mostVersions) return;
    if (stages.size === 0 && now - createdAt.getTime() >= keptMilliseconds) versions.delete(id);
  }
}

export function tokenInUse(secret: Secret, token: string): AwsError {
  const problem = `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${secret.arn}.`;
  return new AwsError('ResourceExistsException', problem);
}

export function sameValue(version: SecretVersion, { SecretString, SecretBinary }: Value): boolean {
  const sameBinary = SecretBinary ? version.secretBinary?.equals(SecretBinary) === true : version.secretBinary === undefined;
  return sameBinary && version.secretString === SecretString;
}
