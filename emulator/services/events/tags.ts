import { checkTagLimits } from '../../service/tag-limits.ts';

export interface Tag {
  Key: string;
  Value: string;
}

/** What rules and buses are tagged with, by their ARNs. */
export class Tags {
  readonly #byArn = new Map<string, Map<string, string>>();

  of(arn: string): ReadonlyMap<string, string> {
    return this.#byArn.get(arn) ?? new Map();
  }

  /** @throws AwsError ValidationException, LimitExceededException */
  put(arn: string, tags: Tag[]): void {
    const given = new Map(tags.map(({ Key, Value }): [string, string] => [Key, Value]));
    const all = new Map([...this.of(arn), ...given]);
    checkTagLimits([...given.keys()], all.keys(), { reserved: 'ValidationException', tooMany: 'LimitExceededException', of: arn });
    this.#byArn.set(arn, all);
  }

  remove(arn: string, keys: string[]): void {
    for (const key of keys) this.#byArn.get(arn)?.delete(key);
  }

  /** What has them is gone. */
  forget(arn: string): void {
    this.#byArn.delete(arn);
  }
}
