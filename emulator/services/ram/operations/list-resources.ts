import { AwsError } from '../../../kernel/aws-error.ts';
import { pager } from '../../../service/page.ts';
import type { Operation } from '../../../service/service.ts';
import type { RamPlace } from '../needs.ts';

interface Input {
  resourceOwner: 'SELF' | 'OTHER-ACCOUNTS';
  resourceType?: string;
  resourceArns?: string[];
  nextToken?: string;
  maxResults?: number;
}

const page = pager({
  size: 'maxResults',
  token: 'nextToken',
  next: 'nextToken',
  usual: 100,
  invalidToken: () => new AwsError('InvalidNextTokenException', 'The specified value for NextToken is not valid.'),
});

const type = 'cloudhsm:Backup';

/**
 * https://docs.aws.amazon.com/ram/latest/APIReference/API_ListResources.html. Of a resource policy RAM makes a share by itself
 * (CREATED_FROM_POLICY), which its owner alone sees: those are all the shares that there are here.
 */
export const listResources: Operation<Input, RamPlace> = {
  refuses: ['principal', 'resourceShareArns', 'resourceRegionScope'],
  run(input, { place }) {
    const { resourceOwner, resourceType = type, resourceArns } = input;
    const own = resourceOwner === 'SELF' && resourceType === type ? [...place.cloudhsmv2.backups.values()] : [];
    const shared = own
      .filter(({ policy }) => policy !== undefined)
      .map(({ backupId }) => ({
        arn: place.arn('cloudhsm', `backup/${backupId}`),
        type,
        resourceShareArn: place.arn('ram', `resource-share/${place.random.uuid('resource-share', backupId)}`),
        status: 'AVAILABLE',
        resourceRegionScope: 'REGIONAL',
      }))
      .filter(({ arn }) => resourceArns?.includes(arn) ?? true);
    const { items: resources, nextToken } = page(shared, 'ListResources', input);
    return { resources, nextToken };
  },
};
