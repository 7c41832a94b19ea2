import type { Route } from '../../services/states/machine.ts';
import { deployer } from '../deployer.ts';
import { between, inert, oneOf, required, structure, structures, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

/** Deployments in steps, and those that alarms take back, are not emulated. */
export const stateMachineAlias: ResourceType = {
  type: 'AWS::StepFunctions::StateMachineAlias',
  fixed: ['Name'],
  attributes: ['Arn'],
  properties: {
    Name: text,
    Description: text,
    StateMachineArn: inert('its versions say of which machine it is'),
    RoutingConfiguration: structures({ StateMachineVersionArn: required(text), Weight: required(between(0, 100)) }),
    DeploymentPreference: structure({ StateMachineVersionArn: required(text), Type: required(oneOf('ALL_AT_ONCE')) }),
  },
  async create(properties, { place, generatedName }) {
    const { Name: name = generatedName(80), Description: description } = properties;
    const input = { name, description, routingConfiguration: routesOf(properties) };
    const answer = await place.call('stepfunctions', 'CreateStateMachineAlias', input, deployer(place));
    const { stateMachineAliasArn: arn } = answer as { stateMachineAliasArn: string };
    return { physicalId: arn, arn, attributes: { Arn: arn } };
  },
  async update(properties, { physicalId: stateMachineAliasArn }, { place }) {
    const input = { stateMachineAliasArn, description: properties.Description ?? '', routingConfiguration: routesOf(properties) };
    await place.call('stepfunctions', 'UpdateStateMachineAlias', input, deployer(place));
    return undefined;
  },
  async delete({ physicalId: stateMachineAliasArn }, place) {
    await place.call('stepfunctions', 'DeleteStateMachineAlias', { stateMachineAliasArn }, deployer(place));
  },
};

interface Properties {
  RoutingConfiguration?: { StateMachineVersionArn: string; Weight: number }[];
  DeploymentPreference?: { StateMachineVersionArn: string };
}

/** @throws ResourceError */
function routesOf({ RoutingConfiguration, DeploymentPreference }: Properties): Route[] {
  if ((RoutingConfiguration === undefined) === (DeploymentPreference === undefined)) {
    throw new ResourceError('one of the properties RoutingConfiguration and DeploymentPreference is needed');
  }
  const given = RoutingConfiguration ?? [{ ...DeploymentPreference!, Weight: 100 }];
  return given.map(({ StateMachineVersionArn, Weight }) => ({ stateMachineVersionArn: StateMachineVersionArn, weight: Weight }));
}
