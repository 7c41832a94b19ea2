import { deployer } from '../deployer.ts';
import { inert, oneOf, required, text, textMap } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const parameter: ResourceType = {
  type: 'AWS::SSM::Parameter',
  fixed: ['Name'],
  attributes: ['Type', 'Value'],
  properties: {
    Name: text,
    Type: required(oneOf('String', 'StringList')),
    Value: required(text),
    Description: text,
    Tier: inert('it is a matter of price'),
    Tags: textMap,
  },
  async create({ Name: given, Type, Value, Description }, { place, logicalId, generatedName }) {
    // without the stack's name, as recorded
    const Name = given ?? `CFN-${logicalId}-${generatedName(1000).slice(-12)}`;
    await place.call('ssm', 'PutParameter', { Name, Type, Value, Description }, deployer(place));
    return { physicalId: Name, arn: place.arn('ssm', `parameter/${Name.replace(/^\//, '')}`), attributes: { Type, Value } };
  },
  async update({ Type, Value, Description }, { physicalId: Name }, { place }) {
    await place.call('ssm', 'PutParameter', { Name, Type, Value, Description, Overwrite: true }, deployer(place));
    return { Type, Value };
  },
  delete({ physicalId }, { ssm }) {
    ssm.deleteParameter(physicalId);
  },
};
