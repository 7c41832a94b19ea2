import type { Place } from '../../service/place.ts';
import {
  type BucketSettings,
  type Encryption,
  encryptionOf,
  everythingBlocked,
  type PublicAccessBlock,
  type Versioning,
} from './bucket-settings.ts';
import type { StatedRule } from './lifecycle-rule.ts';
import { ObjectVersions } from './object-versions.ts';
import type { Tag } from './tag-set.ts';
import type { Upload } from './upload.ts';

export class Bucket {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly #place: Place;
  readonly objects: ObjectVersions;
  /** Objects on their way, by the ids of their uploads. */
  readonly uploads = new Map<string, Upload>();
  tags: Tag[] = [];
  #begun = 0;
  #settings: BucketSettings;

  constructor(place: Place, name: string, settings: BucketSettings) {
    this.#place = place;
    this.name = name;
    this.arn = `arn:${place.partition}:s3:::${name}`;
    this.createdAt = place.clock.date();
    this.#settings = settings;
    this.objects = new ObjectVersions(place, name, () => this.#settings);
  }

  /**
   * Gives it the settings of a template, for what comes, in place of those of before. Versions that it has kept stay, and where nothing is said of new ones
   * there are none.
   */
  change(settings: Pick<BucketSettings, 'versioning' | 'encryption' | 'lifecycle' | 'publicAccessBlock'>): void {
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

  get ownership(): 'BucketOwnerEnforced' | null {
    const { ownership = 'BucketOwnerEnforced' } = this.#settings;
    return ownership;
  }

  get lifecycle(): StatedRule[] {
    return this.#settings.lifecycle ?? [];
  }

  /** Undefined in us-east-1. */
  get locationConstraint(): string | undefined {
    const { region } = this.#place;
    return this.#settings.locationConstraint ?? (region === 'us-east-1' ? undefined : region);
  }

  get encryption(): Encryption {
    return encryptionOf(this.#settings);
  }

  /** Whether somebody has said what it encrypts with: an object may then be copied to itself (localstack test_copy_in_place_with_bucket_encryption). */
  get saysEncryption(): boolean {
    return this.#settings.encryption !== undefined;
  }

  /** Undefined where it never kept versions. */
  get versioning(): Versioning | undefined {
    return this.#settings.versioning;
  }

  /** @returns the id of the upload */
  beginUpload(upload: Upload): string {
    const id = this.#place.random.bytes(48, 's3-upload', this.name, upload.key, this.#begun++).toString('base64url');
    this.uploads.set(id, upload);
    return id;
  }
}
