import type { Operation } from '../../../service/service.ts';
import { shownTrail } from '../named-trail.ts';
import type { CloudTrailPlace } from '../state.ts';

interface Input {
  trailNameList?: string[];
  includeShadowTrails?: boolean;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html: all in one answer. */
export const describeTrails: Operation<Input, CloudTrailPlace> = {
  run({ trailNameList = [], includeShadowTrails = true }, { place }) {
    const trails = place.cloudtrail.trails
      .filter(({ homeRegion }) => includeShadowTrails || homeRegion === place.region)
      .filter(
        ({ name, arn, homeRegion }) =>
          trailNameList.length === 0 || trailNameList.includes(arn) || (homeRegion === place.region && trailNameList.includes(name)),
      );
    return { trailList: trails.map(shownTrail) };
  },
};
