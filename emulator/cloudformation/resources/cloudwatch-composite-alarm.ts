import { deployer } from '../deployer.ts';
import { flag, matching, required, tags, text, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { changedAlarmTags } from './cloudwatch-alarm.ts';

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
    const tags = changedAlarmTags(all.get(AlarmName)!.tags, before.Tags, Tags);
    await place.call('cloudwatch', 'PutCompositeAlarm', { ...properties, AlarmName }, deployer(place));
    all.get(AlarmName)!.tags = tags;
    return undefined;
  },
  async delete({ physicalId }, place) {
    await place.call('cloudwatch', 'DeleteAlarms', { AlarmNames: [physicalId] }, deployer(place));
  },
};
