import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { LogsPlace } from '../state.ts';

interface DescribeLogGroupsInput {
  logGroupNamePrefix?: string;
  logGroupNamePattern?: string;
  nextToken?: string;
  limit?: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups: Operation<DescribeLogGroupsInput, LogsPlace> = {
  refuses: ['accountIdentifiers', 'includeLinkedAccounts', 'logGroupIdentifiers'],
  // as AWS's messages name it: https://github.com/hashicorp/terraform-provider-aws/issues/8804
  resources: (_input, place) => [place.arn('logs', 'log-group::log-stream:')],
  run(input, { place }) {
    if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined) {
      const why = 'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.';
      throw new AwsError('InvalidParameterException', why);
    }
    const pattern = (input.logGroupNamePattern ?? '').toLowerCase();
    const groups = [...place.logs.groups.values()]
      .filter(({ name }) => name.startsWith(input.logGroupNamePrefix ?? '') && name.toLowerCase().includes(pattern))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const { items, nextToken } = page(groups, 'DescribeLogGroups', input);
    const logGroups = items.map((group) => ({
      logGroupName: group.name,
      creationTime: group.createdAt,
      retentionInDays: group.retentionDays,
      metricFilterCount: group.filters.size,
      arn: `${place.logs.arn(group)}:*`,
      logGroupArn: place.logs.arn(group),
      logGroupClass: 'STANDARD',
      // groups that are looked for by a pattern are told without it (localstack's test_describe_log_groups_with_pattern, validated on AWS)
      ...(input.logGroupNamePattern === undefined && {
        storedBytes: [...group.streams.values()].reduce((sum, stream) => sum + stream.storedBytes, 0),
        deletionProtectionEnabled: false,
      }),
    }));
    return { logGroups, nextToken };
  },
};
