import type { ParameterVersion } from './state.ts';

/** Who keeps a SecureString where nobody names a key; others are refused. */
export const usualKey = 'alias/aws/ssm';

/** What lists and histories tell of a version, beside what GetParameter shows. */
export function describedVersion(version: ParameterVersion) {
  return {
    Type: version.type,
    KeyId: version.type === 'SecureString' ? usualKey : undefined,
    LastModifiedDate: version.modifiedAt,
    LastModifiedUser: version.modifiedBy,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  };
}
