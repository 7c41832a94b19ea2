import type { Service } from '../../service/service.ts';
import type { S3Place } from '../s3/state.ts';
import { invalidSigns, listTagsForResource, tagResource, untagResource } from './tags.ts';

/** S3 Control, of which there are the tags of buckets. */
export const s3control: Service<S3Place> = {
  model: 's3control',
  iamPrefix: 's3',
  denied: 'AccessDenied',
  invalid: 'InvalidRequest',
  ownWords: (problem) => (/ at 'tags\./.test(problem) ? invalidSigns() : undefined),
  operations: {
    ListTagsForResource: listTagsForResource,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
  policies: (resource, { iam }) => iam.resourcePolicies.of(resource),
};
