import { tagList, withChangedTags } from '../changed-tags.ts';
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
  async create({ Name: given, Type, Value, Description, Tags = {} }, { place, logicalId, generatedName }) {
    // without the stack's name, as recorded
    const Name = given ?? `CFN-${logicalId}-${generatedName(1000).slice(-12)}`;
    await place.call('ssm', 'PutParameter', { Name, Type, Value, Description, Tags: tagList(Tags) }, deployer(place));
    return { physicalId: Name, arn: place.arn('ssm', `parameter/${Name.replace(/^\//, '')}`), attributes: { Type, Value } };
  },
  async update({ Type, Value, Description, Tags }, { physicalId: Name, properties: before }, { place }) {
    await place.call('ssm', 'PutParameter', { Name, Type, Value, Description, Overwrite: true }, deployer(place));
    const held = place.ssm.parameterTags.get(Name) ?? {};
    place.ssm.parameterTags.set(Name, withChangedTags(held, tagList(before.Tags), tagList(Tags)));
    return { Type, Value };
  },
  delete({ physicalId }, { ssm }) {
    ssm.deleteParameter(physicalId);
  },
};
