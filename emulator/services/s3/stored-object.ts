import type { Encryption } from './bucket-settings.ts';
import type { ObjectChecksum } from './checksums.ts';
import type { ObjectHeaders } from './object-headers.ts';
import type { Tag } from './tag-set.ts';

export interface StoredObject extends ObjectHeaders {
  deleted?: undefined;
  key: string;
  body: Buffer;
  /** With its quotes, as it is shown. */
  etag: string;
  lastModified: Date;
  metadata: Record<string, string>;
  /** Alone of what it has, they change. */
  tags: Tag[];
  checksum: ObjectChecksum;
  /** Of its parts' sums; of the whole where it is absent. */
  checksumType?: 'COMPOSITE';
  /** As its bucket was set when it was put, or its upload begun. */
  encryption: Encryption;
  /** Absent from the null version: what was put while the bucket kept no versions. */
  versionId?: string;
}

/** A version, or the mark that the object was deleted. */
export type Version = StoredObject | { key: string; versionId?: string; lastModified: Date; deleted: true };
