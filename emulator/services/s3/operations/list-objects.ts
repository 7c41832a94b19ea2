import type { Operation } from '../../../service/service.ts';
import type { ListInput } from '../listing.ts';
import { objectPages } from '../object-pages.ts';
import { canonicalId } from '../owner.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input extends ListInput {
  Marker?: string;
}

/** What ListObjectsV2 has taken the place of. IAM asks for s3:ListBucket. @throws AwsError NoSuchBucket, InvalidArgument */
export const listObjects: Operation<Input, S3Place> = {
  action: 'ListBucket',
  refuses: ['OptionalObjectAttributes'],
  ignores: ['RequestPayer'],
  resources: onBucket,
  run(input, { place }) {
    const { Marker = '', Delimiter } = input;
    const { answer, last, written } = objectPages(input, place)(Marker);
    const Owner = { ID: canonicalId(place.accountId) };
    return {
      ...answer,
      Marker: written(Marker),
      // without a delimiter the last key is the next marker
      NextMarker: last !== undefined && Delimiter ? written(last) : undefined,
      Contents: answer.Contents.map((object) => ({ ...object, Owner })),
    };
  },
};
