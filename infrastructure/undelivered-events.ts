import { attribute, ref, type TemplatePart } from './cloudformation.ts';
import { allow } from './iam.ts';

/** What a target has whose events are kept where they cannot be delivered. */
export const keepingUndelivered = { DeadLetterConfig: { Arn: attribute('UndeliveredEvents', 'Arn') } };

/** Where the events of all rules lie that could not be delivered. */
export function undeliveredEvents(parts: TemplatePart[]): TemplatePart {
  const rules = parts.flatMap(({ Resources = {} }) =>
    Object.keys(Resources).filter((name) => keepsUndelivered(Resources[name]!.Properties)),
  );
  return {
    Resources: {
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
                ...allow('sqs:SendMessage', attribute('UndeliveredEvents', 'Arn'), {
                  ArnEquals: { 'aws:SourceArn': rules.map((rule) => attribute(rule, 'Arn')) },
                }),
                Principal: { Service: 'events.amazonaws.com' },
              },
            ],
          },
        },
      },
    },
    Outputs: {
      UndeliveredEventsUrl: { Description: 'Events that reached no state machine lie here for 14 days.', Value: ref('UndeliveredEvents') },
    },
  };
}

function keepsUndelivered({ Targets = [] }: { Targets?: object[] }): boolean {
  return Targets.some((target) => 'DeadLetterConfig' in target);
}
