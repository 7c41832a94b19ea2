import { attribute, prefix, ref, type TemplatePart } from './cloudformation.ts';

export const notifications: TemplatePart = {
  Resources: {
    OutcomeTopic: {
      Type: 'AWS::SNS::Topic',
      Properties: { TopicName: `${prefix}-outcomes`, KmsMasterKeyId: 'alias/aws/sns' },
    },
  },
  Outputs: {
    OutcomeTopicArn: {
      Description: 'Subscribe people here; they are told when an environment is ready or has failed.',
      Value: ref('OutcomeTopic'),
    },
    ProvisionStateMachineArn: { Value: ref('ProvisionStateMachine') },
    HsmUsersRepositoryUri: { Value: attribute('HsmUsersRepository', 'RepositoryUri') },
  },
};
