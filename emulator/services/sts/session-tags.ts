import { AwsError } from '../../kernel/aws-error.ts';

export interface SessionTags {
  Tags?: { Key: string; Value: string }[];
  TransitiveTagKeys?: string[];
}

/**
 * The keys of the tags that a session hands on to each role that is assumed from it, in lower case, as capitals make no difference.
 *
 * @param inherited those of the session that asks for it
 * @throws AwsError InvalidParameterValue, in AWS's words
 */
export function handedOn({ Tags = [], TransitiveTagKeys = [] }: SessionTags, inherited: ReadonlySet<string> = new Set()): Set<string> {
  const keys = Tags.map(({ Key }) => Key.toLowerCase());
  const going = TransitiveTagKeys.map((key) => key.toLowerCase());
  if (new Set(keys).size < keys.length) throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  if (going.some((key) => !keys.includes(key))) throw invalid('The specified transitive tag key must be included in the requested tags.');
  if (keys.some((key) => inherited.has(key))) {
    const why = "can't be set because it conflicts with a transitive tag key from the calling session.";
    throw invalid(`One of the specified transitive tag keys ${why}`);
  }
  return new Set([...inherited, ...going]);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
