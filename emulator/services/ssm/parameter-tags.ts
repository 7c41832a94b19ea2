import { AwsError } from '../../kernel/aws-error.ts';

export interface Tag {
  Key: string;
  Value: string;
}

const mostTags = 50;

/** A parameter's tags with some more. @throws AwsError TooManyTagsError, ValidationException */
export function checkTags(held: Record<string, string>, more: Tag[]): Record<string, string> {
  const own = more.find(({ Key }) => /^aws:/i.test(Key));
  if (own) throw new AwsError('ValidationException', `The tag key ${own.Key} begins with aws:, which is AWS's`);
  const tags = { ...held, ...Object.fromEntries(more.map(({ Key, Value }) => [Key, Value])) };
  if (Object.keys(tags).length > mostTags)
    throw new AwsError('TooManyTagsError', `A parameter has ${mostTags} tags at most: remove some first`);
  return tags;
}
