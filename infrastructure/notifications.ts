import { arn, attribute, prefix, ref, sub, type TemplatePart } from './cloudformation.ts';
import { allow } from './iam.ts';

/**
 * Topics for people. Their key is our own: SNS's, `alias/aws/sns`, lets no CloudWatch alarm in, and an alarm that cannot publish says so
 * nowhere but in its history.
 */
export const notifications: TemplatePart = {
  Resources: {
    NotificationsKey: {
      Type: 'AWS::KMS::Key',
      Properties: {
        Description: `Encrypts the notifications of ${prefix}.`,
        EnableKeyRotation: true,
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            { ...allow('kms:*'), Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') } },
            // whose alarm may publish, the topic's policy says
            { ...allow(['kms:Decrypt', 'kms:GenerateDataKey*']), Principal: { Service: 'cloudwatch.amazonaws.com' } },
            { ...allow(['kms:Decrypt', 'kms:GenerateDataKey*']), Principal: { Service: 'events.amazonaws.com' } },
          ],
        },
      },
    },
    OutcomeTopic: topic('outcomes'),
    AlarmTopic: topic('alarms'),
    AlarmTopicPolicy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [ref('AlarmTopic')],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            mayPublish('cloudwatch.amazonaws.com', { ArnLike: { 'aws:SourceArn': arn('cloudwatch', 'alarm:*') } }),
            mayPublish('events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': attribute('DangerousCallsRule', 'Arn') } }),
          ],
        },
      },
    },
  },
  Outputs: {
    OutcomeTopicArn: {
      Description: 'Subscribe people here; they are told when an environment is ready or has failed.',
      Value: ref('OutcomeTopic'),
    },
    AlarmTopicArn: {
      Description: 'Subscribe whoever is on call; few alarms, and none for what a file or a second start is to blame for.',
      Value: ref('AlarmTopic'),
    },
    ProvisionStateMachineArn: { Value: ref('ProvisionStateMachine') },
    HsmUsersRepositoryUri: { Value: attribute('HsmUsersRepository', 'RepositoryUri') },
  },
};

function mayPublish(service: string, condition: object) {
  return { ...allow('sns:Publish', ref('AlarmTopic'), condition), Principal: { Service: service } };
}

function topic(name: string) {
  return { Type: 'AWS::SNS::Topic', Properties: { TopicName: `${prefix}-${name}`, KmsMasterKeyId: ref('NotificationsKey') } };
}
