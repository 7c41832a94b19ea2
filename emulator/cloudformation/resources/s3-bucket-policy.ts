import { policyName } from '../../services/s3/bucket-policy.ts';
import { document, required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const bucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  fixed: ['Bucket'],
  attributes: [],
  properties: { Bucket: required(text), PolicyDocument: required(document) },
  create({ Bucket, PolicyDocument }, { place, generatedName }) {
    place.iam.resourcePolicies.put(place.s3.bucket(Bucket).arn, policyName, PolicyDocument);
    return { physicalId: generatedName(128) };
  },
  update({ Bucket, PolicyDocument }, _, { place }) {
    place.iam.resourcePolicies.put(place.s3.bucket(Bucket).arn, policyName, PolicyDocument);
    return undefined;
  },
  delete({ properties: { Bucket } }, { s3, iam }) {
    const bucket = s3.buckets.get(Bucket);
    if (bucket) iam.resourcePolicies.forget(bucket.arn);
  },
};
