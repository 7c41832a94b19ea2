import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { ListInput } from '../listing.ts';
import { objectPages } from '../object-pages.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input extends ListInput {
  ContinuationToken?: string;
  StartAfter?: string;
}

/** In the order of the bytes of the keys. IAM asks for s3:ListBucket. @throws AwsError NoSuchBucket, InvalidArgument */
export const listObjectsV2: Operation<Input, S3Place> = {
  action: 'ListBucket',
  refuses: ['FetchOwner', 'OptionalObjectAttributes'],
  ignores: ['RequestPayer'],
  resources: onBucket,
  run(input, { place }) {
    const { ContinuationToken, StartAfter } = input;
    const pageBehind = objectPages(input, place);
    const { answer, count, last, written } = pageBehind(ContinuationToken === undefined ? StartAfter : keyIn(ContinuationToken));
    return {
      ...answer,
      KeyCount: count,
      ContinuationToken,
      NextContinuationToken: last === undefined ? undefined : Buffer.from(last).toString('base64url'),
      // recorded: a page that goes on says nothing of where the first began
      StartAfter: ContinuationToken === undefined && StartAfter ? written(StartAfter) : undefined,
    };
  },
};

/** @throws AwsError InvalidArgument */
function keyIn(token: string): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (token !== '' && Buffer.from(key).toString('base64url') === token) return key;
  throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect', { fields: { ArgumentName: 'continuation-token' } });
}
