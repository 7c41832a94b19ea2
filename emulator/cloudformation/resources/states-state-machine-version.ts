import { deployer } from '../deployer.ts';
import { required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const stateMachineVersion: ResourceType = {
  type: 'AWS::StepFunctions::StateMachineVersion',
  attributes: ['Arn'],
  properties: { StateMachineArn: required(text), StateMachineRevisionId: text, Description: text },
  async create({ StateMachineArn, StateMachineRevisionId, Description }, { place }) {
    const input = { stateMachineArn: StateMachineArn, revisionId: StateMachineRevisionId, description: Description };
    const answer = await place.call('stepfunctions', 'PublishStateMachineVersion', input, deployer(place));
    const { stateMachineVersionArn: arn } = answer as { stateMachineVersionArn: string };
    return { physicalId: arn, arn, attributes: { Arn: arn } };
  },
  async delete({ physicalId: stateMachineVersionArn }, place) {
    await place.call('stepfunctions', 'DeleteStateMachineVersion', { stateMachineVersionArn }, deployer(place));
  },
};
