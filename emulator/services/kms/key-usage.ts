import { AwsError } from '../../kernel/aws-error.ts';
import type { Key } from './key.ts';
import { algorithmsOf, type KeyUsage } from './key-spec.ts';

/** @throws AwsError InvalidKeyUsageException */
export function checkUsage({ arn, usage }: Key, wanted: KeyUsage, operation: string): void {
  if (usage === wanted) return;
  throw new AwsError('InvalidKeyUsageException', `${arn} key usage is ${usage} which is not valid for ${operation}.`);
}

/** @throws AwsError InvalidKeyUsageException */
export function checkAlgorithm({ spec, usage }: Key, algorithm: string): void {
  if (algorithmsOf(spec, usage)!.includes(algorithm)) return;
  throw new AwsError('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ${spec}.`);
}

/** @throws AwsError UnsupportedOperationException for a key of another origin */
export function checkOrigin({ arn, origin }: Key, ...origins: Key['origin'][]): void {
  if (origins.includes(origin)) return;
  throw new AwsError('UnsupportedOperationException', `${arn} origin is ${origin} which is not valid for this operation.`);
}
