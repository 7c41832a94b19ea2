import { inert, number, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const logGroup: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  attributes: ['Arn'],
  properties: {
    LogGroupName: text,
    RetentionInDays: number,
    KmsKeyId: inert('nothing else reads the storage'),
    LogGroupClass: inert('it is a matter of price'),
    Tags: tags,
  },
  create({ LogGroupName, RetentionInDays }, { place, generatedName }) {
    const name = LogGroupName ?? generatedName(512);
    place.logs.createGroup(name, RetentionInDays);
    const arn = `${place.arn('logs', `log-group:${name}`)}:*`;
    return { physicalId: name, arn, attributes: { Arn: arn } };
  },
};
