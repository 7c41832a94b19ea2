import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';

/** What Lambda hands a handler beside the event, as far as the steps read it. */
export const context = {
  functionName: 'cloudhsm-lifecycle-dev-step',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:cloudhsm-lifecycle-dev-step',
  memoryLimitInMB: '256',
  awsRequestId: '11111111-2222-4333-8444-555555555555',
} as Context;

/** The errors that the steps log, each as its arguments: kept here instead of in the test report. */
export const loggedErrors: unknown[][] = [];

Logger.prototype.error = (...logged) => {
  loggedErrors.push(logged);
};
