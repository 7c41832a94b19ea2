import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';
import { addTags, type Tag } from '../tags.ts';

/** @throws AwsError NoSuchEntity, LimitExceeded */
export const tagRole: Operation<{ RoleName: string; Tags: Tag[] }, IamPlace> = {
  resources: onRole,
  run: ({ RoleName, Tags }, { place }) => addTags(place.iam.roles.named(RoleName).tags, Tags, 'TagsPerRole'),
};
