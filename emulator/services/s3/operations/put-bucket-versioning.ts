import { AwsError } from '../../../kernel/aws-error.ts';
import { malformedXml } from '../../../kernel/malformed-xml.ts';
import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input {
  Bucket: string;
  VersioningConfiguration: { Status?: string; MFADelete?: string };
  ExpectedBucketOwner?: string;
}

/** @throws AwsError NoSuchBucket, MalformedXML, IllegalVersioningConfigurationException, NotImplemented */
export const putBucketVersioning: Operation<Input, S3Place> = {
  refuses: ['MFA'],
  // what is sent says its sums itself
  ignores: ['ContentMD5', 'ChecksumAlgorithm'],
  resources: onBucket,
  run({ Bucket, VersioningConfiguration: { Status, MFADelete }, ExpectedBucketOwner }, { place }) {
    const bucket = place.s3.bucket(Bucket, ExpectedBucketOwner);
    if (MFADelete === 'Enabled') throw new AwsError('NotImplemented', 'MfaDelete of PutBucketVersioning: not emulated', { status: 501 });
    if (Status === undefined) throw new AwsError('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
    if (Status !== 'Enabled' && Status !== 'Suspended') throw malformedXml();
    bucket.set({ versioning: Status });
  },
};
