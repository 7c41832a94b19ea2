import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import type { ObjectChecksum } from './checksums.ts';
import { day, type LifecycleRule, left } from './lifecycle.ts';
import type { ObjectHeaders } from './object-headers.ts';
import type { Upload } from './upload.ts';
import { isVersionId, versionId } from './version-id.ts';

export interface StoredObject extends ObjectHeaders {
  deleted?: undefined;
  key: string;
  body: Buffer;
  /** With its quotes, as it is shown. */
  etag: string;
  lastModified: Date;
  metadata: Record<string, string>;
  checksum: ObjectChecksum;
  /** Only in a versioned bucket. */
  versionId?: string;
}

export interface BucketSettings {
  versioned?: boolean;
  /** What new objects are encrypted with; SSE-S3 where nobody says anything, as S3 does since 2023. */
  encryption?: { algorithm: string; kmsKeyId?: string };
  lifecycle?: LifecycleRule[];
}

function whole({ versioned = false, encryption = { algorithm: 'AES256' }, lifecycle = [] }: BucketSettings): Required<BucketSettings> {
  return { versioned, encryption, lifecycle };
}

/** A version, or the mark that the object was deleted. */
export type Version = StoredObject | { key: string; versionId: string; lastModified: Date; deleted: true };

export class Bucket {
  readonly name: string;
  readonly arn: string;
  readonly #place: Place;
  /** Objects on their way, by the ids of their uploads. */
  readonly uploads = new Map<string, Upload>();
  #begun = 0;
  #settings: Required<BucketSettings>;
  /** Oldest first. */
  readonly #kept = new Map<string, Version[]>();
  #expiredOn = 0;
  /** Versions ever: one that is gone leaves its id to none. */
  #made = 0;

  constructor(place: Place, name: string, settings: BucketSettings) {
    this.#place = place;
    this.name = name;
    this.arn = `arn:${place.partition}:s3:::${name}`;
    this.#settings = whole(settings);
  }

  /**
   * Gives it other settings, for what comes.
   *
   * @throws AwsError InvalidBucketState where versions would have to go on or to begin
   */
  change(settings: BucketSettings): void {
    const changed = whole(settings);
    if (changed.versioned !== this.#versioned && !this.isEmpty) {
      const why = 'versioning of a bucket that holds objects cannot be changed here: null versions are not emulated';
      throw new AwsError('InvalidBucketState', why, { status: 409 });
    }
    this.#settings = changed;
  }

  get encryption(): { algorithm: string; kmsKeyId?: string } {
    return this.#settings.encryption;
  }

  get #versioned(): boolean {
    return this.#settings.versioned;
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
    if (versionId === undefined || (versionId === 'null' && !this.#versioned)) return versions.at(-1);
    if (versionId !== 'null' && !(this.#versioned && isVersionId(versionId))) throw invalidId('Invalid version id specified', versionId);
    return versions.find((version) => version.versionId === versionId);
  }

  put(object: Omit<StoredObject, 'versionId' | 'lastModified'>): StoredObject {
    const { key } = object;
    const versions = this.#versioned ? (this.#versions.get(key) ?? []) : [];
    const stored: StoredObject = { ...object, lastModified: this.#place.clock.date(), ...this.#version(key) };
    this.#versions.set(key, [...versions, stored]);
    return stored;
  }

  /** In a versioned bucket the object stays behind a mark. */
  remove(key: string): { versionId?: string } {
    const versions = this.#versions.get(key) ?? [];
    if (!this.#versioned) {
      this.#versions.delete(key);
      return {};
    }
    const { versionId = '' } = this.#version(key);
    this.#versions.set(key, [...versions, { key, versionId, lastModified: this.#place.clock.date(), deleted: true }]);
    return { versionId };
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
  versions(): (Version & { isLatest: boolean })[] {
    return inOrder([...this.#versions.values()].map((versions) => ({ key: versions[0]!.key, versions }))).flatMap(({ versions }) =>
      versions.map((version, index) => ({ ...version, isLatest: index === versions.length - 1 })).reverse(),
    );
  }

  /** @returns the id of the upload */
  beginUpload(upload: Upload): string {
    const id = this.#place.random.bytes(48, 's3-upload', this.name, upload.key, this.#begun++).toString('base64url');
    this.uploads.set(id, upload);
    return id;
  }

  /** Whether it holds nothing at all, no version and no mark either. */
  get isEmpty(): boolean {
    return this.#versions.size === 0;
  }

  /** Every object as it is now, in the order of the bytes of their keys. */
  objects(): StoredObject[] {
    const now = [...this.#versions.values()].map((versions) => versions.at(-1)!).filter((version) => 'body' in version);
    return inOrder(now);
  }

  /** What is there now, and has not expired. */
  get #versions(): Map<string, Version[]> {
    const today = Math.floor(this.#place.clock.now() / day);
    if (today !== this.#expiredOn) this.#expire();
    this.#expiredOn = today;
    return this.#kept;
  }

  #expire(): void {
    for (const [key, versions] of this.#kept) {
      const mark = (at: Date): Version => {
        const { versionId = '' } = this.#version(key);
        return { key, versionId, lastModified: at, deleted: true };
      };
      const rules = this.#settings.lifecycle.filter(({ prefix }) => key.startsWith(prefix));
      const now = rules.reduce((all, rule) => left(all, rule, this.#place.clock.now(), this.#versioned ? mark : undefined), versions);
      if (now.length > 0) this.#kept.set(key, now);
      else this.#kept.delete(key);
    }
  }

  #version(key: string): { versionId?: string } {
    if (!this.#versioned) return {};
    return { versionId: versionId(this.#place.random.bytes(24, 's3-version', this.name, key, this.#made++)) };
  }
}

function invalidId(message: string, ArgumentValue: string): AwsError {
  return new AwsError('InvalidArgument', message, { fields: { ArgumentName: 'versionId', ArgumentValue } });
}

/** By the bytes of their keys. */
function inOrder<T extends { key: string }>(all: T[]): T[] {
  return all.toSorted((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
}
