import type { Operation } from '../../../service/service.ts';
import type { CloudTrailPlace } from '../state.ts';

/** Those of every region, in one answer. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListTrails.html */
export const listTrails: Operation<object, CloudTrailPlace> = {
  refuses: ['NextToken'],
  run(_input, { place }) {
    return {
      Trails: place.cloudtrail.everywhere.map(({ name, arn, homeRegion }) => ({ TrailARN: arn, Name: name, HomeRegion: homeRegion })),
    };
  },
};
