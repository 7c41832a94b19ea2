import { awsSdk } from './aws-sdk.ts';
import { dynamoDbItems } from './dynamodb-item.ts';
import type { Integration } from './integration.ts';
import { lambdaInvoke } from './lambda-invoke.ts';
import { publish } from './publish.ts';
import { putEvents } from './put-events.ts';
import { runTask } from './run-task.ts';
import { sendMessage } from './send-message.ts';
import { startExecution } from './start-execution.ts';

/** By service and action. */
const integrations: Record<string, Integration> = {
  'lambda:invoke': lambdaInvoke,
  'states:startExecution': startExecution,
  'ecs:runTask': runTask,
  'events:putEvents': putEvents,
  'sns:publish': publish,
  'sqs:sendMessage': sendMessage,
  ...dynamoDbItems,
};

/** Services of which AWS has no other optimized integration than those that are here. */
const whole = new Set(Object.keys(integrations).map((name) => name.split(':')[0]!));

/** Whether AWS may have what a Task's Resource names, although nothing of the kind is emulated. */
export function isOnAws(arn: string): boolean {
  const service = /^arn:aws:states:::([\w-]+):/.exec(arn)?.[1];
  return service !== undefined && !whole.has(service);
}

/** As a Task's Resource ends with them. */
export const emulatedResources = [
  ...Object.entries(integrations).flatMap(([name, { patterns }]) => patterns.map((pattern) => name + pattern)),
  'aws-sdk:… of what docs/api-coverage.md lists',
];

/** What a Task's Resource stands for: a function, an activity, or an integration and how it is called. */
export type Resource =
  | { kind: 'function'; arn: string }
  | { kind: 'activity'; arn: string }
  | { kind: 'service'; integration: Integration; pattern: string; resourceType: string; resource: string };

/** @returns undefined where nothing of the kind is emulated */
export function parseResource(arn: string): Resource | undefined {
  if (/^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/.test(arn)) return { kind: 'function', arn };
  if (/^arn:aws[\w-]*:states:[\w-]+:\d{12}:activity:[^:]+$/.test(arn)) return { kind: 'activity', arn };
  const parts = /^arn:aws[\w-]*:states:::(?<sdk>aws-sdk:)?(?<service>\w+):(?<action>\w+)(?<pattern>\.[\w:]+)?$/.exec(arn)?.groups;
  if (!parts) return undefined;
  const { sdk = '', service = '', action = '', pattern = '' } = parts;
  const integration = sdk ? awsSdk(service, action) : integrations[`${service}:${action}`];
  if (!integration?.patterns.includes(pattern)) return undefined;
  return { kind: 'service', integration, pattern, resourceType: sdk + service, resource: `${action}${pattern}` };
}
