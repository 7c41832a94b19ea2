import type { TemplatePart } from './cloudformation.ts';

export const lease: TemplatePart = {
  Resources: {
    LeaseTable: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'environment', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'environment', KeyType: 'HASH' }],
      },
    },
  },
};
