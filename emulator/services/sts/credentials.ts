import type { Credentials } from '../../kernel/activities.ts';

/** Credentials as STS answers with them. */
export function shownCredentials({ credentials, expiresAt }: { credentials: Credentials; expiresAt: Date }) {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: expiresAt,
  };
}
