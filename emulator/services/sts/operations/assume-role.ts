import { AwsError } from '../../../kernel/aws-error.ts';
import { sessionArn } from '../../../kernel/caller.ts';
import type { Operation } from '../../../service/service.ts';
import { shownCredentials } from '../credentials.ts';
import type { StsNeeds } from '../needs.ts';

interface Input {
  RoleArn: string;
  RoleSessionName: string;
  DurationSeconds?: number;
  ExternalId?: string;
}

const usualSeconds = 3600;

/**
 * Credentials of a role, of this account or another, whose trust policy names the caller. Its time counts on the virtual clock.
 *
 * @throws AwsError AccessDenied; ValidationError for what is no role
 */
export const assumeRole: Operation<Input, StsNeeds> = {
  refuses: ['PolicyArns', 'Policy', 'Tags', 'TransitiveTagKeys', 'SerialNumber', 'TokenCode', 'SourceIdentity', 'ProvidedContexts'],
  resources: ({ RoleArn }) => [RoleArn],
  run(input, { caller, place }) {
    const { RoleArn, RoleSessionName, DurationSeconds = usualSeconds, ExternalId } = input;
    const accountId = /^arn:aws[a-z-]*:iam::(\d{12}):role\/.+$/.exec(RoleArn)?.[1];
    if (!accountId) throw invalid(`${RoleArn} is invalid`);
    const { iam } = place.inAccount(accountId);
    if (!iam.trusts(RoleArn, caller, externalId(ExternalId))) {
      const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`;
      throw new AwsError('AccessDenied', message, { status: 403 });
    }
    const session = place.kernel.sessions.begin({ roleArn: RoleArn, sessionName: RoleSessionName }, DurationSeconds);
    return {
      Credentials: shownCredentials(session),
      AssumedRoleUser: { AssumedRoleId: `${iam.roleId(RoleArn)}:${RoleSessionName}`, Arn: sessionArn(RoleArn, RoleSessionName) },
    };
  },
};

/** What trust policies may ask of a request. */
export function externalId(given: string | undefined): Record<string, string> {
  return given === undefined ? {} : { 'sts:ExternalId': given };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
