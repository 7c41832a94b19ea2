import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';
import { pairs, type Tag } from '../tags.ts';

const most = 50;

/** @throws AwsError NoSuchEntity, LimitExceeded */
export const tagRole: Operation<{ RoleName: string; Tags: Tag[] }, IamPlace> = {
  resources: onRole,
  run({ RoleName, Tags }, { place }) {
    const { tags } = place.iam.roles.named(RoleName);
    const keys = new Set([...tags.keys(), ...Tags.map(({ Key }) => Key)]);
    if (keys.size > most) throw new AwsError('LimitExceeded', `Cannot exceed quota for TagsPerRole: ${most}`, { status: 409 });
    for (const [key, value] of pairs(Tags)) tags.set(key, value);
  },
};
