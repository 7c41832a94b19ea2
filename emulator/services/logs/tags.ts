import { checkTagLimits } from '../../service/tag-limits.ts';

/** @throws AwsError InvalidParameterException, TooManyTagsException */
export function checkTags(tags: Record<string, string>): void {
  const keys = Object.keys(tags);
  checkTagLimits(keys, keys, { reserved: 'InvalidParameterException', tooMany: 'TooManyTagsException', of: 'A log group' });
}
