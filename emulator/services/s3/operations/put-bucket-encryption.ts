import { AwsError } from '../../../kernel/aws-error.ts';
import { malformedXml } from '../../../kernel/malformed-xml.ts';
import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input {
  Bucket: string;
  ServerSideEncryptionConfiguration: { Rules?: Rule[] };
  ExpectedBucketOwner?: string;
}

interface Rule {
  ApplyServerSideEncryptionByDefault?: { SSEAlgorithm: string; KMSMasterKeyID?: string };
  BucketKeyEnabled?: boolean;
  BlockedEncryptionTypes?: object;
}

/** IAM asks for s3:PutEncryptionConfiguration. @throws AwsError NoSuchBucket, MalformedXML, InvalidArgument */
export const putBucketEncryption: Operation<Input, S3Place> = {
  action: 'PutEncryptionConfiguration',
  // what is sent says its sums itself
  ignores: ['ContentMD5', 'ChecksumAlgorithm'],
  resources: onBucket,
  run({ Bucket, ServerSideEncryptionConfiguration: { Rules = [] }, ExpectedBucketOwner }, { place }) {
    const bucket = place.s3.bucket(Bucket, ExpectedBucketOwner);
    const [rule, ...others] = Rules;
    const { SSEAlgorithm: algorithm, KMSMasterKeyID: kmsKeyId } = rule?.ApplyServerSideEncryptionByDefault ?? {};
    if (algorithm === undefined || others.length > 0) throw malformedXml();
    if (rule!.BlockedEncryptionTypes || !['AES256', 'aws:kms'].includes(algorithm))
      throw new AwsError('InvalidArgument', 'PutBucketEncryption: only AES256 and aws:kms are emulated, and no BlockedEncryptionTypes');
    if (kmsKeyId !== undefined && algorithm === 'AES256')
      throw new AwsError(
        'InvalidArgument',
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
        { fields: { ArgumentName: 'ApplyServerSideEncryptionByDefault' } },
      );
    bucket.set({ encryption: { algorithm, ...(kmsKeyId !== undefined && { kmsKeyId }), bucketKey: rule!.BucketKeyEnabled ?? false } });
  },
};
