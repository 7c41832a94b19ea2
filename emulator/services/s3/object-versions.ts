import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import { type BucketSettings, encryptionOf } from './bucket-settings.ts';
import { checkKeyLength } from './key-length.ts';
import { day, left } from './lifecycle.ts';
import { inForce } from './lifecycle-rule.ts';
import type { StoredObject, Version } from './stored-object.ts';
import { isVersionId, versionId } from './version-id.ts';

type NewObject = Omit<StoredObject, 'versionId' | 'lastModified' | 'encryption' | 'tags'> &
  Partial<Pick<StoredObject, 'encryption' | 'tags'>>;

/** Said of an id that S3 has never given. */
export const madeUpId = 'Invalid version id specified';

/** What is in a bucket. */
export class ObjectVersions {
  readonly #place: Place;
  readonly #bucketName: string;
  readonly #settings: () => BucketSettings;
  /** By key, oldest first. */
  readonly #kept = new Map<string, Version[]>();
  #expiredOn = 0;
  /** Versions ever: one that is gone leaves its id to none. */
  #made = 0;

  /** @param settings of its bucket, as they are now */
  constructor(place: Place, bucketName: string, settings: () => BucketSettings) {
    this.#place = place;
    this.#bucketName = bucketName;
    this.#settings = settings;
  }

  /** The id of a version as it is told; undefined where the bucket never kept any. */
  told(version: { versionId?: string }): string | undefined {
    return version.versionId ?? (this.#versioning && 'null');
  }

  /** The object as it is now, or a version of it; undefined where there is none. */
  find(key: string, versionId?: string): StoredObject | undefined {
    const found = this.version(key, versionId);
    return found?.deleted ? undefined : found;
  }

  /**
   * A version, the last one by default, which may be the mark that the object was deleted; undefined where there is none.
   *
   * @throws AwsError InvalidArgument where no version has such an id
   */
  version(key: string, versionId?: string): Version | undefined {
    const versions = this.#versions.get(key) ?? [];
    if (versionId === '') throw invalidId('Version id cannot be the empty string', versionId);
    if (versionId === undefined) return versions.at(-1);
    if (versionId === 'null') return versions.find((version) => version.versionId === undefined);
    if (!(this.#versioning && isVersionId(versionId))) throw invalidId(madeUpId, versionId);
    return versions.find((version) => version.versionId === versionId);
  }

  put(object: NewObject): StoredObject {
    const { key } = object;
    const encryption = encryptionOf(this.#settings());
    const stored: StoredObject = { encryption, tags: [], ...object, lastModified: this.#place.clock.date(), ...this.#newId(key) };
    this.#versions.set(key, withOneNull([...(this.#versions.get(key) ?? []), stored]));
    return stored;
  }

  /** In a bucket with versions the object stays behind a mark, whose id is told. */
  remove(key: string): { versionId?: string | undefined } {
    checkKeyLength(key);
    if (!this.#versioning) {
      this.#versions.delete(key);
      return {};
    }
    const mark = this.#mark(key, this.#place.clock.date());
    this.#versions.set(key, withOneNull([...(this.#versions.get(key) ?? []), mark]));
    return { versionId: this.told(mark) };
  }

  /** For good; of one that is not there, nothing is left to do. @throws AwsError InvalidArgument */
  removeVersion(key: string, versionId: string): { deleted?: true } {
    const found = this.version(key, versionId);
    const left = (this.#versions.get(key) ?? []).filter((version) => version !== found);
    if (left.length > 0) this.#versions.set(key, left);
    else this.#versions.delete(key);
    return found?.deleted ? { deleted: true } : {};
  }

  /** Every version and mark, by the bytes of their keys, the newest of a key first. */
  all(): (Version & { isLatest: boolean })[] {
    return inOrder([...this.#versions.values()].map((versions) => ({ key: versions[0]!.key, versions }))).flatMap(({ versions }) =>
      versions.map((version, index) => ({ ...version, isLatest: index === versions.length - 1 })).reverse(),
    );
  }

  /** Whether it holds nothing at all, no version and no mark either. */
  get isEmpty(): boolean {
    return this.#versions.size === 0;
  }

  /** Every object as it is now, in the order of the bytes of their keys. */
  current(): StoredObject[] {
    const now = [...this.#versions.values()].map((versions) => versions.at(-1)!).filter((version) => 'body' in version);
    return inOrder(now);
  }

  get #versioning(): BucketSettings['versioning'] {
    return this.#settings().versioning;
  }

  /** What is there now, and has not expired. */
  get #versions(): Map<string, Version[]> {
    const today = Math.floor(this.#place.clock.now() / day);
    if (today !== this.#expiredOn) this.#expire();
    this.#expiredOn = today;
    return this.#kept;
  }

  #expire(): void {
    const inForceNow = inForce(this.#settings().lifecycle);
    for (const [key, versions] of this.#kept) {
      const mark = this.#versioning && ((at: Date) => this.#mark(key, at));
      const rules = inForceNow.filter(({ prefix }) => key.startsWith(prefix));
      const now = rules.reduce((all, rule) => left(all, rule, this.#place.clock.now(), mark), versions);
      if (now.length > 0) this.#kept.set(key, withOneNull(now));
      else this.#kept.delete(key);
    }
  }

  #mark(key: string, lastModified: Date): Version {
    return { key, lastModified, deleted: true, ...this.#newId(key) };
  }

  #newId(key: string): { versionId?: string } {
    if (this.#versioning !== 'Enabled') return {};
    const turn = this.#made++;
    return { versionId: versionId(this.#place.random.bytes(15, 's3-version', this.#bucketName, key, turn), turn) };
  }
}

/** A null version takes the place of the one before. */
function withOneNull(versions: Version[]): Version[] {
  const last = versions.findLastIndex(({ versionId }) => versionId === undefined);
  return versions.filter(({ versionId }, index) => versionId !== undefined || index === last);
}

function invalidId(message: string, ArgumentValue: string): AwsError {
  return new AwsError('InvalidArgument', message, { fields: { ArgumentName: 'versionId', ArgumentValue } });
}

/** By the bytes of their keys. */
function inOrder<T extends { key: string }>(all: T[]): T[] {
  const keyed = all.map((item) => ({ item, bytes: Buffer.from(item.key) }));
  return keyed.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ item }) => item);
}
