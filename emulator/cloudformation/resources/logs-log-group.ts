import { retentions } from '../../services/logs/retention.ts';
import { tagMap, withChangedTags } from '../changed-tags.ts';
import { inert, matching, oneOfNumbers, tags } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const logGroup: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  fixed: ['LogGroupName'],
  attributes: ['Arn'],
  properties: {
    LogGroupName: matching(/^[.\-_/#A-Za-z0-9]{1,512}$/),
    RetentionInDays: oneOfNumbers(...retentions),
    KmsKeyId: inert('nothing else reads the storage'),
    LogGroupClass: inert('it is a matter of price'),
    Tags: tags,
  },
  taken: { by: 'LogGroupName', isTaken: (name, { logs }) => logs.groups.has(name) },
  create({ LogGroupName, RetentionInDays, Tags }, { place, generatedName }) {
    const name = LogGroupName ?? generatedName(512);
    place.logs.createGroup(name, RetentionInDays).tags = tagMap(Tags);
    const arn = `${place.arn('logs', `log-group:${name}`)}:*`;
    return { physicalId: name, arn, attributes: { Arn: arn } };
  },
  update({ RetentionInDays, Tags }, { physicalId, properties: before }, { place }) {
    const group = place.logs.group(physicalId);
    group.retentionDays = RetentionInDays;
    group.tags = withChangedTags(group.tags, before.Tags, Tags);
    return undefined;
  },
  delete({ physicalId }, { logs }) {
    logs.groups.delete(physicalId);
  },
};
