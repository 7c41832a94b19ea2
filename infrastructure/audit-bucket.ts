import { attribute, ref, sub, type TemplatePart } from './cloudformation.ts';

/** What audits find. Reports outlive the stack, since they prove what was checked and when; what is read for them goes after days. */
export const auditBucket: TemplatePart = {
  Resources: {
    AuditBucket: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        VersioningConfiguration: { Status: 'Enabled' },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: {
          Rules: [
            { Id: 'work', Status: 'Enabled', Prefix: 'work/', ExpirationInDays: 7, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
            { Id: 'versions', Status: 'Enabled', Prefix: 'reports/', NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
          ],
        },
      },
    },
    AuditBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref('AuditBucket'),
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: [attribute('AuditBucket', 'Arn'), sub('${AuditBucket.Arn}/*')],
              Condition: { Bool: { 'aws:SecureTransport': false } },
            },
          ],
        },
      },
    },
  },
  Outputs: {
    AuditBucketName: {
      Description: 'Reports of audits lie under reports/; the bucket stays when the stack goes.',
      Value: ref('AuditBucket'),
    },
  },
};
