import { checkTagLimits } from '../../service/tag-limits.ts';

export interface Tag {
  Key: string;
  Value: string;
}

/** A parameter's tags with some more. @throws AwsError TooManyTagsError, ValidationException */
export function checkTags(held: Record<string, string>, more: Tag[]): Record<string, string> {
  const given = Object.fromEntries(more.map(({ Key, Value }) => [Key, Value]));
  const tags = { ...held, ...given };
  checkTagLimits(Object.keys(given), Object.keys(tags), {
    reserved: 'ValidationException',
    tooMany: 'TooManyTagsError',
    of: 'A parameter',
  });
  return tags;
}
