import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import type { ObjectChecksum } from './checksums.ts';
import { checkKeyLength } from './key-length.ts';
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
  /** Absent from the null version: what was put while the bucket kept no versions. */
  versionId?: string;
}

/** Who has ever kept versions goes on to have them, and can only suspend new ones. */
export type Versioning = 'Enabled' | 'Suspended';

/** What new objects are encrypted with. */
export interface Encryption {
  algorithm: string;
  kmsKeyId?: string;
  /** It is told alone, of objects too where a key of KMS encrypts them. */
  bucketKey?: boolean;
}

/** It is told alone: nobody without credentials of the account gets in here. */
export interface PublicAccessBlock {
  BlockPublicAcls?: boolean;
  IgnorePublicAcls?: boolean;
  BlockPublicPolicy?: boolean;
  RestrictPublicBuckets?: boolean;
}

export interface BucketSettings {
  versioning?: Versioning | undefined;
  /** SSE-S3 where nobody says anything, as S3 does since 2023. */
  encryption?: Encryption;
  lifecycle?: LifecycleRule[];
  /** As it was made with, where that is not its region: `EU` is eu-west-1. */
  locationConstraint?: 'EU';
  /** Of a bucket that was made with none, everything is blocked, as S3 has it since April 2023; null where it was taken away. */
  publicAccessBlock?: PublicAccessBlock | null;
}

const usualEncryption: Encryption = { algorithm: 'AES256' };

const everythingBlocked: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** A version, or the mark that the object was deleted. */
export type Version = StoredObject | { key: string; versionId?: string; lastModified: Date; deleted: true };

export class Bucket {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly #place: Place;
  /** Objects on their way, by the ids of their uploads. */
  readonly uploads = new Map<string, Upload>();
  #begun = 0;
  #settings: BucketSettings;
  /** Oldest first. */
  readonly #kept = new Map<string, Version[]>();
  #expiredOn = 0;
  /** Versions ever: one that is gone leaves its id to none. */
  #made = 0;

  constructor(place: Place, name: string, settings: BucketSettings) {
    this.#place = place;
    this.name = name;
    this.arn = `arn:${place.partition}:s3:::${name}`;
    this.createdAt = place.clock.date();
    this.#settings = settings;
  }

  /**
   * Gives it the settings of a template, for what comes, in place of those of before. Versions that it has kept stay, and where nothing is said of new ones
   * there are none.
   */
  change(settings: Pick<BucketSettings, 'versioning' | 'encryption' | 'lifecycle'>): void {
    const { versioning, encryption: _, lifecycle: _rules, ...others } = this.#settings;
    this.#settings = { ...others, ...settings, versioning: settings.versioning ?? (versioning && 'Suspended') };
  }

  /** Gives it one of its settings; the others stay. */
  set(settings: BucketSettings): void {
    this.#settings = { ...this.#settings, ...settings };
  }

  get publicAccessBlock(): PublicAccessBlock | null {
    const { publicAccessBlock = everythingBlocked } = this.#settings;
    return publicAccessBlock;
  }

  /** Undefined in us-east-1. */
  get locationConstraint(): string | undefined {
    const { region } = this.#place;
    return this.#settings.locationConstraint ?? (region === 'us-east-1' ? undefined : region);
  }

  get encryption(): Encryption {
    return this.#settings.encryption ?? usualEncryption;
  }

  /** Undefined where it never kept versions. */
  get versioning(): Versioning | undefined {
    return this.#settings.versioning;
  }

  /** The id of a version as it is told; undefined where the bucket never kept any. */
  told(version: { versionId?: string }): string | undefined {
    return version.versionId ?? (this.versioning && 'null');
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
    if (!(this.versioning && isVersionId(versionId))) throw invalidId('Invalid version id specified', versionId);
    return versions.find((version) => version.versionId === versionId);
  }

  put(object: Omit<StoredObject, 'versionId' | 'lastModified'>): StoredObject {
    const { key } = object;
    const stored: StoredObject = { ...object, lastModified: this.#place.clock.date(), ...this.#newId(key) };
    this.#versions.set(key, withOneNull([...(this.#versions.get(key) ?? []), stored]));
    return stored;
  }

  /** In a bucket with versions the object stays behind a mark, whose id is told. */
  remove(key: string): { versionId?: string | undefined } {
    checkKeyLength(key);
    if (!this.versioning) {
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
      const mark = this.versioning && ((at: Date) => this.#mark(key, at));
      const rules = (this.#settings.lifecycle ?? []).filter(({ prefix }) => key.startsWith(prefix));
      const now = rules.reduce((all, rule) => left(all, rule, this.#place.clock.now(), mark), versions);
      if (now.length > 0) this.#kept.set(key, withOneNull(now));
      else this.#kept.delete(key);
    }
  }

  #mark(key: string, lastModified: Date): Version {
    return { key, lastModified, deleted: true, ...this.#newId(key) };
  }

  #newId(key: string): { versionId?: string } {
    if (this.versioning !== 'Enabled') return {};
    return { versionId: versionId(this.#place.random.bytes(24, 's3-version', this.name, key, this.#made++)) };
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
  return all.toSorted((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
}
