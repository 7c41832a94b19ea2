import { arn, attribute, prefix, ref, service, stage, sub, type TemplatePart } from './cloudformation.ts';
import { allow } from './iam.ts';

/** Under which name a stack's table is known in its region. */
const tableParameter = `${service}/${stage}/environments-table`;

/** The record of each environment. It outlives the stack: with it goes what is known of clusters that stand and are billed. */
export const environmentsTable: TemplatePart = {
  Resources: {
    EnvironmentsTable: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'environment', AttributeType: 'S' },
          { AttributeName: 'item', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'environment', KeyType: 'HASH' },
          { AttributeName: 'item', KeyType: 'RANGE' },
        ],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      },
    },
    // its name is CloudFormation's: this tells it to the stacks of other regions
    EnvironmentsTableParameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: `/${tableParameter}`, Type: 'String', Value: ref('EnvironmentsTable') },
    },
  },
  Outputs: {
    EnvironmentsTableName: {
      Description: 'The record of each environment; it stays when the stack goes.',
      Value: ref('EnvironmentsTable'),
    },
  },
};

/** What a function needs to know to read or change the record, and to tell an entry's execution from a body's. */
export const recordSettings = { ENVIRONMENTS_TABLE: ref('EnvironmentsTable'), ENTRY_PREFIX: arn('states', `execution:${prefix}-`) };

const table = attribute('EnvironmentsTable', 'Arn');
export const readRecord = allow('dynamodb:GetItem', table);
export const changeRecord = allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], table);

const tablesElsewhere = sub(`arn:\${AWS::Partition}:dynamodb:*:\${AWS::AccountId}:table/\${AWS::StackName}-EnvironmentsTable-*`);
/** Whether there is a record in another region, and under which name. */
export const findRecordElsewhere = allow(
  'ssm:GetParameter',
  sub(`arn:\${AWS::Partition}:ssm:*:\${AWS::AccountId}:parameter/${tableParameter}`),
);

/** What is on record of an environment in another region. */
export const readRecordElsewhere = [findRecordElsewhere, allow('dynamodb:GetItem', tablesElsewhere)];

/** All that is on record in another region. */
export const scanRecordElsewhere = [findRecordElsewhere, allow('dynamodb:Scan', tablesElsewhere)];

/** The record in another region. */
export const changeRecordElsewhere = [findRecordElsewhere, allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], tablesElsewhere)];
