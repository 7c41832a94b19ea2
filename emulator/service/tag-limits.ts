import { AwsError } from '../kernel/aws-error.ts';

const most = 50;

/** What a service says where tags are more than AWS allows: its names for the two mistakes, and what has the tags. */
interface TagMistakes {
  reserved: string;
  tooMany: string;
  of: string;
}

/**
 * Keys that begin with `aws:` are AWS's own, and a resource has fifty tags at most.
 *
 * @param given the keys of a request
 * @param all those that the resource has with them, each once
 * @throws AwsError
 */
export function checkTagLimits(given: string[], all: Iterable<string>, { reserved, tooMany, of }: TagMistakes): void {
  const own = given.find((key) => /^aws:/i.test(key));
  if (own !== undefined) throw new AwsError(reserved, `The tag key ${own} begins with aws:, which is AWS's`);
  if ([...all].length > most) throw new AwsError(tooMany, `${of} has ${most} tags at most: remove some first`);
}
