import { AwsError } from '../../../kernel/aws-error.ts';
import { sessionArn } from '../../../kernel/caller.ts';
import type { Operation } from '../../../service/service.ts';
import { requestTags } from '../../iam/request-tags.ts';
import { shownCredentials } from '../credentials.ts';
import type { StsNeeds } from '../needs.ts';
import { handedOn, type SessionTags } from '../session-tags.ts';

interface Input extends SessionTags {
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
  refuses: ['PolicyArns', 'Policy', 'SerialNumber', 'TokenCode', 'SourceIdentity', 'ProvidedContexts'],
  asks: (input) => actions(input).map((action) => ({ action, resources: [input.RoleArn], about: input })),
  run(input, { caller, place }) {
    const { RoleArn, RoleSessionName, DurationSeconds = usualSeconds, ExternalId } = input;
    const accountId = /^arn:aws[a-z-]*:iam::(\d{12}):role\/.+$/.exec(RoleArn)?.[1];
    if (!accountId) throw invalid(`${RoleArn} is invalid`);
    const { iam } = place.inAccount(accountId);
    const about = { ...externalId(ExternalId), ...requestTags(input) };
    for (const action of actions(input)) {
      if (iam.trusts(RoleArn, caller, about, `sts:${action}`)) continue;
      const message = `User: ${caller.arn} is not authorized to perform: sts:${action} on resource: ${RoleArn}`;
      throw new AwsError('AccessDenied', message, { status: 403 });
    }
    const { sessions } = place.kernel;
    const transitiveTagKeys = handedOn(input, sessions.find(caller.accessKeyId)?.transitiveTagKeys);
    const session = sessions.begin({ roleArn: RoleArn, sessionName: RoleSessionName, transitiveTagKeys }, DurationSeconds);
    return {
      Credentials: shownCredentials(session),
      AssumedRoleUser: { AssumedRoleId: `${iam.roleId(RoleArn)}:${RoleSessionName}`, Arn: sessionArn(RoleArn, RoleSessionName) },
    };
  },
};

/** A session with tags needs a permission for them, too. */
function actions({ Tags = [] }: Input): string[] {
  return Tags.length > 0 ? ['AssumeRole', 'TagSession'] : ['AssumeRole'];
}

/** What trust policies may ask of a request. */
export function externalId(given: string | undefined): Record<string, string> {
  return given === undefined ? {} : { 'sts:ExternalId': given };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
