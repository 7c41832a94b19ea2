import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { SecretsManagerPlace } from './state.ts';

/** The members of requests that policies may ask for, by the names of their condition keys: `secretsmanager:VersionStage`. */
const members = 'Description ForceDeleteWithoutRecovery KmsKeyId Name RecoveryWindowInDays SecretId VersionId VersionStage'.split(' ');

export function requestContext(resource: string, input: object, { secretsManager }: SecretsManagerPlace): RequestContext {
  const asked = Object.entries(input).filter(([member, value]) => members.includes(member) && value !== undefined);
  return {
    ...resourceTags(secretsManager.find(resource)?.tags, 'secretsmanager'),
    ...Object.fromEntries(asked.map(([member, value]) => [`secretsmanager:${member}`, String(value)])),
  };
}
