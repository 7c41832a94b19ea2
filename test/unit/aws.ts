import { ACMPCAClient } from '@aws-sdk/client-acm-pca';
import { CloudHSMV2Client } from '@aws-sdk/client-cloudhsm-v2';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';

// each client is mocked here and nowhere else: a second mock would take the place of the first

export const cloudhsm = mockClient(CloudHSMV2Client);
export const cloudwatch = mockClient(CloudWatchClient);
export const cloudwatchLogs = mockClient(CloudWatchLogsClient);
export const dynamodb = mockClient(DynamoDBClient);
export const ec2 = mockClient(EC2Client);
export const kms = mockClient(KMSClient);
export const pca = mockClient(ACMPCAClient);
export const s3 = mockClient(S3Client);
export const secretsManager = mockClient(SecretsManagerClient);
export const sfn = mockClient(SFNClient);
export const ssm = mockClient(SSMClient);

/** What the template and Lambda give every function: a test that runs alone finds it, too. */
Object.assign(process.env, { STAGE: 'dev', AWS_REGION: 'us-east-1' });
