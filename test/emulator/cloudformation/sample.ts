import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import type { Template } from '../../../emulator/cloudformation/template.ts';

/** A function that sends one request to SQS, as an SDK would, and answers with what came back. */
const caller = (operation: string, input: string) => `
export const handler = async (event) => {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_REGION, QUEUE_URL } = process.env;
  const response = await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.${operation}',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + AWS_ACCESS_KEY_ID + '/20260101/' + AWS_REGION + '/sqs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(${input}),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.message), { name: answer.__type });
  return answer;
};`;

/** A folder with the zips that packaging would leave beside the template; it goes with the test. */
export function sampleArtifacts(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sample-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const bundles = {
    'send-letter': caller('SendMessage', '{ QueueUrl: QUEUE_URL, MessageBody: event.text }'),
    'purge-letters': caller('PurgeQueue', '{ QueueUrl: QUEUE_URL }'),
  };
  for (const [name, code] of Object.entries(bundles)) {
    writeFileSync(join(folder, `${name}.zip`), zipSync({ [`dist/${name}/index.mjs`]: [strToU8(code), { mtime: '1980-01-01' }] }));
  }
  return folder;
}

const attribute = (logicalId: string, name = 'Arn') => ({ 'Fn::GetAtt': [logicalId, name] });
const placeholder = (name: string) => `\${${name}}`;

const role = (service: string, statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: 'calls', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});

const lambdaFunction = (name: string, roleId: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: {
      S3Bucket: { Ref: 'ServerlessDeploymentBucket' },
      S3Key: `serverless/sample/dev/1795474585791-2026-11-23T22:56:25.791Z/${name}.zip`,
    },
    Handler: `dist/${name}/index.handler`,
    Runtime: 'nodejs24.x',
    FunctionName: `sample-dev-${name}`,
    MemorySize: 512,
    Timeout: 10,
    Architectures: ['arm64'],
    TracingConfig: { Mode: 'PassThrough' },
    Environment: { Variables: { QUEUE_URL: { Ref: 'Letters' }, STAGE: { Ref: 'Stage' } } },
    Role: attribute(roleId),
  },
});

const task = (functionName: string, next: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: functionName, Payload: '{% $states.input %}' },
  Output: '{% $states.input %}',
  ...next,
});

/** What packaging a small service leaves: two functions, a machine that calls both, roles, a rule, queues, a topic and a table. */
export function sampleTemplate(): Template {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The AWS CloudFormation template for this Serverless application',
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Conditions: { Production: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Resources: {
      ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket', Properties: { BucketEncryption: {} } },
      ServerlessDeploymentBucketPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'ServerlessDeploymentBucket' },
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['ServerlessDeploymentBucket', 'Arn'] }, '/*']] },
                Condition: { Bool: { 'aws:SecureTransport': false } },
              },
            ],
          },
        },
      },
      SendDashletterLogGroup: {
        Type: 'AWS::Logs::LogGroup',
        Properties: { LogGroupName: '/aws/lambda/sample-dev-send-letter', RetentionInDays: 30 },
      },
      SendDashletterLambdaFunction: { ...lambdaFunction('send-letter', 'SendLetterRole'), DependsOn: ['SendDashletterLogGroup'] },
      PurgeDashlettersLambdaFunction: lambdaFunction('purge-letters', 'SendLetterRole'),
      SendLetterRole: role('lambda.amazonaws.com', [
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: attribute('Letters') },
        { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
      ]),
      MachineRole: role('states.amazonaws.com', [
        {
          Effect: 'Allow',
          Action: 'lambda:InvokeFunction',
          Resource: [attribute('SendDashletterLambdaFunction'), attribute('PurgeDashlettersLambdaFunction')],
        },
      ]),
      RuleRole: role('events.amazonaws.com', [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: 'Machine' } }]),
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: { 'Fn::Sub': `sample-${placeholder('Stage')}` },
          RoleArn: attribute('MachineRole'),
          Definition: {
            QueryLanguage: 'JSONata',
            StartAt: 'SendLetter',
            States: {
              SendLetter: task(placeholder('SendLetter'), { Next: 'PurgeLetters' }),
              PurgeLetters: task(placeholder('PurgeLetters'), { End: true }),
            },
          },
          DefinitionSubstitutions: {
            SendLetter: attribute('SendDashletterLambdaFunction'),
            PurgeLetters: attribute('PurgeDashlettersLambdaFunction'),
          },
        },
      },
      Requested: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['sample'], 'detail-type': ['Letter Requested'] },
          Targets: [
            {
              Id: 'machine',
              Arn: { Ref: 'Machine' },
              RoleArn: attribute('RuleRole'),
              InputPath: '$.detail',
              DeadLetterConfig: { Arn: attribute('DeadLetters') },
              RetryPolicy: { MaximumRetryAttempts: '3' },
            },
          ],
        },
      },
      Letters: {
        Type: 'AWS::SQS::Queue',
        Properties: { RedrivePolicy: { deadLetterTargetArn: attribute('DeadLetters'), maxReceiveCount: 3 } },
      },
      DeadLetters: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: '1209600' } },
      DeadLettersPolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'DeadLetters' }],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: attribute('DeadLetters'),
                Condition: { ArnEquals: { 'aws:SourceArn': attribute('Requested') } },
              },
            ],
          },
        },
      },
      Outcomes: {
        Type: 'AWS::SNS::Topic',
        Properties: { Subscription: [{ Protocol: 'sqs', Endpoint: attribute('Letters') }] },
      },
      Leases: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'environment', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'environment', KeyType: 'HASH' }],
          TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        },
      },
      Unhealthy: {
        Type: 'AWS::CloudWatch::Alarm',
        Condition: 'Production',
        Properties: {
          Namespace: 'AWS/CloudHSM',
          MetricName: 'HsmUnhealthy',
          Statistic: 'Maximum',
          Period: 60,
          Threshold: 0,
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          AlarmActions: [{ Ref: 'Outcomes' }],
        },
      },
    },
    Outputs: {
      MachineArn: { Value: { Ref: 'Machine' } },
      Alarm: { Condition: 'Production', Value: { Ref: 'Unhealthy' } },
    },
  };
}
