import { AwsError } from '../../kernel/aws-error.ts';
import { checkTagLimits } from '../../service/tag-limits.ts';

export interface Tag {
  Key?: string;
  Value?: string;
}

/** The tags of resources, by their ids. */
export class Tags {
  readonly #byId = new Map<string, Map<string, string>>();

  /** The tags of a resource, by key, in the order in which they were given. */
  of(id: string): ReadonlyMap<string, string> {
    return this.#byId.get(id) ?? none;
  }

  /** As EC2 shows them. */
  shown(id: string): Required<Tag>[] {
    return [...this.of(id)].map(([Key, Value]) => ({ Key, Value }));
  }

  /** @throws AwsError InvalidParameterValue, TagLimitExceeded */
  add(id: string, tags: ReadonlyMap<string, string>): void {
    if (tags.size === 0) return;
    this.check(id, tags);
    const held = this.#byId.get(id) ?? new Map();
    for (const [key, value] of tags) held.set(key, value);
    this.#byId.set(id, held);
  }

  /** @throws AwsError as `add`, where it would */
  check(id: string, tags: ReadonlyMap<string, string>): void {
    checkTagLimits([...tags.keys()], new Set([...this.of(id).keys(), ...tags.keys()]), {
      reserved: 'InvalidParameterValue',
      tooMany: 'TagLimitExceeded',
      of: id,
    });
  }

  /** Takes a tag off, whatever its value is or only where it is the one given. */
  remove(id: string, key: string, value?: string): void {
    if (value === undefined || this.of(id).get(key) === value) this.#byId.get(id)?.delete(key);
  }

  /** Takes over the tags that something has already: what changes here changes there. */
  adopt(id: string, tags: Map<string, string>): void {
    this.#byId.set(id, tags);
  }

  delete(id: string): void {
    this.#byId.delete(id);
  }

  /** Ids of what has tags, with them. */
  entries(): Iterable<[string, ReadonlyMap<string, string>]> {
    return this.#byId.entries();
  }
}

const none: ReadonlyMap<string, string> = new Map();

/**
 * The tags of a request, by key. A tag without a value has an empty one.
 *
 * @throws AwsError InvalidParameterValue for keys and values that are too long, for an empty key and one that is there twice
 */
export function tagsOf(tags: Tag[] = []): Map<string, string> {
  const read = new Map<string, string>();
  for (const { Key = '', Value = '' } of tags) {
    if (Key === '') throw new AwsError('InvalidParameterValue', 'Tag keys must have a length of at least 1.');
    if (Key.length > 128) throw new AwsError('InvalidParameterValue', `Tag key exceeds the maximum length of 128 characters`);
    if (Value.length > 256) throw new AwsError('InvalidParameterValue', `Tag value exceeds the maximum length of 256 characters`);
    if (read.has(Key)) throw new AwsError('InvalidParameterValue', `Duplicate tag key '${Key}' specified.`);
    read.set(Key, Value);
  }
  return read;
}

export interface TagSpecification {
  ResourceType?: string;
  Tags?: Tag[];
}

/**
 * The tags that a request gives what it creates.
 *
 * @param type as EC2 calls it: `vpc`, `security-group`
 * @throws AwsError InvalidParameterValue for tags of another type, TagLimitExceeded, and as `tagsOf`
 */
export function specifiedTags(type: string, specifications: TagSpecification[] = []): Map<string, string> {
  for (const { ResourceType, Tags = [] } of specifications) {
    if (!ResourceType) throw new AwsError('InvalidParameterValue', 'Tag specification resource type must have a value');
    if (ResourceType !== type)
      throw new AwsError('InvalidParameterValue', `'${ResourceType}' is not a valid taggable resource type for this operation.`);
    if (Tags.length === 0) throw new AwsError('InvalidParameterValue', 'Tag specification must have at least one tag');
  }
  const tags = tagsOf(specifications.flatMap(({ Tags = [] }) => Tags));
  // before anything is made: what could not be tagged would stay
  new Tags().check(`the new ${type}`, tags);
  return tags;
}
