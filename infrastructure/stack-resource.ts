import { attribute, type TemplatePart } from './cloudformation.ts';
import { functionResource } from './names.ts';

/** What other stacks name as the ServiceToken of Custom::CloudHsmEnvironment. */
export const stackResource: TemplatePart = {
  Outputs: {
    EnvironmentServiceToken: {
      Description: 'ServiceToken of Custom::CloudHsmEnvironment, in CloudFormation, CDK and Terraform.',
      Value: attribute(functionResource('take-stack-request'), 'Arn'),
    },
  },
};
