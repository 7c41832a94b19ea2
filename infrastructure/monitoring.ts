import { ref, sub, type TemplatePart } from './cloudformation.ts';
import { rule } from './rules.ts';
import { scheduledFunction } from './scheduled-function.ts';
import { keepingUndelivered } from './undelivered-events.ts';

/** The name of an operation, by the service that CloudTrail tells it for. */
const dangerous = {
  'cloudhsm.amazonaws.com': [
    'DeleteHsm',
    'DeleteCluster',
    'DeleteBackup',
    'ModifyBackupAttributes',
    'CopyBackupToRegion',
    'PutResourcePolicy',
    'ModifyCluster',
  ],
  'kms.amazonaws.com': ['DisconnectCustomKeyStore', 'DeleteCustomKeyStore', 'UpdateCustomKeyStore', 'ScheduleKeyDeletion', 'DisableKey'],
};

/** The roles of this stack: what they do is what somebody has asked of it. */
const ourRoles = sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${AWS::StackName}-');

/** What looks at environments by the clock, and at what people do to them. */
export const monitoring: TemplatePart = {
  Resources: {
    ...scheduledFunction('HealthSchedule', 'check-health', {
      description: 'Looks how the environments are.',
      every: 'rate(5 minutes)',
      keptFor: 240,
    }),
    DangerousCallsRule: rule('dangerous-calls', {
      Description: 'Tells people of calls that can lose keys and are not from here. Needs a trail of management events.',
      EventPattern: {
        source: ['aws.cloudhsm', 'aws.kms'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: Object.keys(dangerous),
          eventName: Object.values(dangerous).flat(),
          // who is no role at all has no issuer
          $or: [
            { userIdentity: { sessionContext: { sessionIssuer: { arn: [{ 'anything-but': { prefix: ourRoles } }] } } } },
            { userIdentity: { sessionContext: { sessionIssuer: { arn: [{ exists: false }] } } } },
          ],
        },
      },
      Targets: [
        {
          Id: 'people',
          Arn: ref('AlarmTopic'),
          InputTransformer: {
            InputPathsMap: {
              call: '$.detail.eventName',
              who: '$.detail.userIdentity.arn',
              from: '$.detail.sourceIPAddress',
              region: '$.region',
              at: '$.time',
              event: '$.detail.eventID',
            },
            InputTemplate:
              '"<who> has called <call> in <region> from <from> at <at>: it can lose keys. CloudTrail event <event> says on what."',
          },
          ...keepingUndelivered,
        },
      ],
    }),
  },
};
