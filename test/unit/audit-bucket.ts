import {
  GetObjectCommand,
  type GetObjectCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { s3 } from './aws.ts';
import { rejection } from './service-errors.ts';

/** The name of the bucket of audits. */
const bucket = 'audits';

/** What lies in it, by key. */
const objects = new Map<string, string>();

/** From now on the bucket of audits is empty and keeps what is put into it; lists come by pages of one. */
export function emptyAuditBucket(): void {
  process.env.AUDIT_BUCKET = bucket;
  objects.clear();
  s3.reset();
  s3.on(PutObjectCommand).callsFake(({ Bucket, Key, Body }: PutObjectCommandInput) => {
    requireOurs(Bucket);
    objects.set(Key!, Body as string);
    return {};
  });
  s3.on(GetObjectCommand).callsFake(({ Bucket, Key }: GetObjectCommandInput) => {
    requireOurs(Bucket);
    const text = objects.get(Key!);
    if (text === undefined) throw rejection('NoSuchKey', `there is no ${Key}`);
    return { Body: { transformToString: async () => text } };
  });
  s3.on(ListObjectsV2Command).callsFake(({ Bucket, Prefix = '', ContinuationToken = '' }: ListObjectsV2CommandInput) => {
    requireOurs(Bucket);
    const [Key, next] = keysInBucket().filter((key) => key.startsWith(Prefix) && key > ContinuationToken);
    if (Key === undefined) return {};
    return { Contents: [{ Key }], ...(next !== undefined && { IsTruncated: true, NextContinuationToken: Key }) };
  });
}

function keysInBucket(): string[] {
  return [...objects.keys()].toSorted();
}

/** Puts a document there, as another step would have. */
export function putInBucket(key: string, value: unknown): void {
  objects.set(key, JSON.stringify(value));
}

/** Takes it away, as somebody would who clears the bucket. */
export function takeFromBucket(key: string): void {
  objects.delete(key);
}

export function textInBucket(key: string): string {
  const text = objects.get(key);
  if (text === undefined) throw new Error(`nothing lies at ${key}; there are ${keysInBucket().join(', ')}`);
  return text;
}

export function inBucket(key: string): unknown {
  return JSON.parse(textInBucket(key));
}

function requireOurs(name: string | undefined): void {
  if (name !== bucket) throw rejection('NoSuchBucket', `there is no ${name}`);
}
