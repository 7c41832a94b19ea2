import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { shownCredentials } from '../credentials.ts';
import type { StsNeeds } from '../needs.ts';

/** What the owner of an account gets, who is what a person is here (API reference, "GetSessionToken"). */
const mostSeconds = 3600;

/** Credentials of the person that asks, for a while. @throws AwsError AccessDenied */
export const getSessionToken: Operation<{ DurationSeconds?: number }, StsNeeds> = {
  refuses: ['SerialNumber', 'TokenCode', 'MinimumSessionTokenSize'],
  free: true,
  run({ DurationSeconds = mostSeconds }, { caller, place }) {
    const { sessions } = place.kernel;
    if (caller.kind === 'role' || sessions.find(caller.accessKeyId))
      throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', { status: 403 });
    return { Credentials: shownCredentials(sessions.begin({ accountId: place.accountId }, Math.min(DurationSeconds, mostSeconds))) };
  },
};
