import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { CloudTrailPlace } from '../state.ts';

/** Trails that an account file declares have none. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListTags.html */
export const listTags: Operation<{ ResourceIdList: string[] }, CloudTrailPlace> = {
  refuses: ['NextToken'],
  resources: ({ ResourceIdList }) => ResourceIdList,
  run({ ResourceIdList }, { place }) {
    for (const arn of ResourceIdList)
      if (!place.cloudtrail.everywhere.some((trail) => trail.arn === arn))
        throw new AwsError('ResourceNotFoundException', `Unknown trail: ${arn} for the user: ${place.accountId}`);
    return { ResourceTagList: ResourceIdList.map((ResourceId) => ({ ResourceId, TagsList: [] })) };
  },
};
