import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

// Findings may be many: they lie in a bucket, and state machines hand over their keys.

export async function putText(client: S3Client, Bucket: string, Key: string, Body: string, ContentType: string): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
}

export async function putJson(client: S3Client, bucket: string, key: string, value: unknown): Promise<void> {
  await putText(client, bucket, key, JSON.stringify(value), 'application/json');
}

export async function getText(client: S3Client, Bucket: string, Key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

export async function getJson<T>(client: S3Client, bucket: string, key: string): Promise<T> {
  return JSON.parse(await getText(client, bucket, key)) as T;
}

/** Every key that begins so, by pages. */
export async function keysUnder(client: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
    keys.push(...Contents.map(({ Key = '' }) => Key));
  return keys;
}

/** Undefined where nothing lies there: people may clear away what is old. */
export async function findJson<T>(client: S3Client, bucket: string, key: string): Promise<T | undefined> {
  const [first] = await keysUnder(client, bucket, key);
  return first === key ? getJson<T>(client, bucket, key) : undefined;
}
