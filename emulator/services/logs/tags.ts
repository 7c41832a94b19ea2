import { AwsError } from '../../kernel/aws-error.ts';

const mostTags = 50;

/** @throws AwsError InvalidParameterException, TooManyTagsException */
export function checkTags(tags: Record<string, string>): void {
  const own = Object.keys(tags).find((key) => /^aws:/i.test(key));
  if (own !== undefined) throw new AwsError('InvalidParameterException', `The tag key ${own} begins with aws:, which is AWS's`);
  if (Object.keys(tags).length > mostTags)
    throw new AwsError('TooManyTagsException', `A log group has ${mostTags} tags at most: remove some first`);
}
