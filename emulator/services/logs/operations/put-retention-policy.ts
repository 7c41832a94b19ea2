import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onGroup } from '../resources.ts';
import { retentions } from '../retention.ts';
import type { LogsPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const putRetentionPolicy: Operation<{ logGroupName: string; retentionInDays: number }, LogsPlace> = {
  resources: onGroup,
  run({ logGroupName, retentionInDays }, { place }) {
    if (!retentions.includes(retentionInDays))
      throw new AwsError('InvalidParameterException', `retentionInDays has to be one of ${retentions.join(', ')}, not ${retentionInDays}`);
    place.logs.group(logGroupName).retentionDays = retentionInDays;
  },
};
