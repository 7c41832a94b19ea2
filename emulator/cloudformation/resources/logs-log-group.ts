import { inert, matching, oneOfNumbers, tags } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

const retention = oneOfNumbers(
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
);

export const logGroup: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  attributes: ['Arn'],
  properties: {
    LogGroupName: matching(/^[.\-_/#A-Za-z0-9]{1,512}$/),
    RetentionInDays: retention,
    KmsKeyId: inert('nothing else reads the storage'),
    LogGroupClass: inert('it is a matter of price'),
    Tags: tags,
  },
  taken: { by: 'LogGroupName', isTaken: (name, { logs }) => logs.groups.has(name) },
  create({ LogGroupName, RetentionInDays }, { place, generatedName }) {
    const name = LogGroupName ?? generatedName(512);
    place.logs.createGroup(name, RetentionInDays);
    const arn = `${place.arn('logs', `log-group:${name}`)}:*`;
    return { physicalId: name, arn, attributes: { Arn: arn } };
  },
};
