import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { credentialReport } from '../credential-report.ts';
import type { IamPlace } from '../needs.ts';

/** A new one is made once in so long (IAM User Guide, "Getting credential reports"). */
const kept = 4 * 3600 * 1000;

/** The report is there at the next look. */
export const generateCredentialReport: Operation<object, IamPlace> = {
  run(_, { place }) {
    const { account } = place.iam;
    if (isFresh(account.reportedAt, place)) return { State: 'COMPLETE' };
    account.reportedAt = place.clock.date();
    return { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' };
  },
};

/** @throws AwsError ReportNotPresent, ReportExpired */
export const getCredentialReport: Operation<object, IamPlace> = {
  run(_, { place }) {
    const { reportedAt, since } = place.iam.account;
    if (!reportedAt) throw new AwsError('ReportNotPresent', 'No report is present: GenerateCredentialReport makes one', { status: 410 });
    if (!isFresh(reportedAt, place))
      throw new AwsError('ReportExpired', 'The report has expired: GenerateCredentialReport makes a new one', { status: 410 });
    const content = credentialReport(place.accountId, place.partition, since);
    return { Content: Buffer.from(content), ReportFormat: 'text/csv', GeneratedTime: reportedAt };
  },
};

function isFresh(reportedAt: Date | undefined, { clock }: IamPlace): boolean {
  return reportedAt !== undefined && clock.now() - reportedAt.getTime() < kept;
}
