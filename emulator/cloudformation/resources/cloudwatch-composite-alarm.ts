import { withTags } from '../../services/cloudwatch/new-alarm.ts';
import { changedTags } from '../changed-tags.ts';
import { deployer } from '../deployer.ts';
import { flag, matching, required, tags, text, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const compositeAlarm: ResourceType = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  fixed: ['AlarmName'],
  attributes: ['Arn'],
  properties: {
    AlarmName: matching(/^[\s\S]{1,255}$/),
    AlarmRule: required(text),
    AlarmDescription: text,
    ActionsEnabled: flag,
    AlarmActions: texts,
    OKActions: texts,
    InsufficientDataActions: texts,
    Tags: tags,
  },
  taken: { by: 'AlarmName', isTaken: (name, { cloudwatch }) => cloudwatch.alarms.all.has(name) },
  async create(properties, { place, generatedName }) {
    const AlarmName = properties.AlarmName ?? generatedName(255);
    await place.call('cloudwatch', 'PutCompositeAlarm', { ...properties, AlarmName }, deployer(place));
    const arn = place.arn('cloudwatch', `alarm:${AlarmName}`);
    return { physicalId: AlarmName, arn, attributes: { Arn: arn } };
  },
  async update({ Tags, ...properties }, { physicalId: AlarmName, properties: before }, { place }) {
    const { all } = place.cloudwatch.alarms;
    const { set, gone } = changedTags(before.Tags, Tags);
    const left = [...all.get(AlarmName)!.tags].filter(([key]) => !gone.includes(key));
    await place.call('cloudwatch', 'PutCompositeAlarm', { ...properties, AlarmName }, deployer(place));
    all.get(AlarmName)!.tags = withTags(left, set);
    return undefined;
  },
  async delete({ physicalId }, place) {
    await place.call('cloudwatch', 'DeleteAlarms', { AlarmNames: [physicalId] }, deployer(place));
  },
};
