import { attribute, type Resource, ref, type TemplatePart } from './cloudformation.ts';
import { allow, role } from './iam.ts';
import type { Machine } from './state-machines/machines.ts';

/** What starts the workflows beside people: the event for a new environment, and the end of a run that failed. */
export const triggers = (machines: Machine[]): TemplatePart => ({
  Resources: {
    EnvironmentRequestedRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Description: "Provisions the environment whose file is the event's detail.",
        EventPattern: { source: ['cloudhsm.lifecycle'], 'detail-type': ['Environment Requested'] },
        Targets: [
          {
            Id: 'provision',
            Arn: ref('ProvisionStateMachine'),
            RoleArn: attribute('EnvironmentRequestedRole', 'Arn'),
            ...input(machines),
            DeadLetterConfig: { Arn: attribute('UndeliveredEvents', 'Arn') },
          },
        ],
      },
    },
    EnvironmentRequestedRole: mayStart('ProvisionStateMachine'),
    RunFailedRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Description: 'Frees the lease and tells people when a run failed, timed out or was aborted.',
        EventPattern: {
          source: ['aws.states'],
          'detail-type': ['Step Functions Execution Status Change'],
          detail: {
            status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
            stateMachineArn: reported(machines),
          },
        },
        Targets: [
          {
            Id: 'report-failure',
            Arn: ref('ReportFailureStateMachine'),
            RoleArn: attribute('RunFailedRole', 'Arn'),
            DeadLetterConfig: { Arn: attribute('UndeliveredEvents', 'Arn') },
          },
        ],
      },
    },
    RunFailedRole: mayStart('ReportFailureStateMachine'),
    UndeliveredEvents: {
      Type: 'AWS::SQS::Queue',
      Properties: { MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true },
    },
    UndeliveredEventsPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [ref('UndeliveredEvents')],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: attribute('UndeliveredEvents', 'Arn'),
              Condition: {
                ArnEquals: { 'aws:SourceArn': [attribute('EnvironmentRequestedRule', 'Arn'), attribute('RunFailedRule', 'Arn')] },
              },
            },
          ],
        },
      },
    },
  },
});

/** Whoever holds a lease; a body's failure is its entry's to report. */
function reported(machines: Machine[]): object[] {
  return machines.filter(({ kind, file }) => kind !== 'body' && file !== 'report-failure').map(({ logicalId }) => ref(logicalId));
}

function mayStart(machine: string): Resource {
  return role('events.amazonaws.com', 'start', [allow('states:StartExecution', ref(machine))]);
}

/** A machine that is no entry takes the file alone. */
function input(machines: Machine[]): object {
  if (!machines.some(({ kind }) => kind === 'entry')) return { InputPath: '$.detail' };
  return {
    InputTransformer: {
      InputPathsMap: { detail: '$.detail', time: '$.time', id: '$.id' },
      InputTemplate: '{"detail": <detail>, "time": <time>, "id": <id>}',
    },
  };
}
