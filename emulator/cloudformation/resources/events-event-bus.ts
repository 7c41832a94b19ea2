import { putPolicy, removePolicy } from '../../services/events/bus-policy.ts';
import { changedTags } from '../changed-tags.ts';
import { deployer } from '../deployer.ts';
import { document, matching, required, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

/** Partners' buses, keys of KMS, dead letters and logs of a bus are not emulated. */
export const eventBus: ResourceType = {
  type: 'AWS::Events::EventBus',
  fixed: ['Name'],
  attributes: ['Arn', 'Name'],
  properties: { Name: required(matching(/^[.\-_A-Za-z0-9]{1,256}$/)), Description: text, Policy: document, Tags: tags },
  taken: { by: 'Name', isTaken: (name, { events }) => events.buses.find(name) !== undefined },
  async create({ Name, Description, Policy, Tags }, { place, made }) {
    await place.call('events', 'CreateEventBus', { Name, Description, Tags }, deployer(place));
    const bus = place.events.buses.get(Name);
    made({ physicalId: Name, arn: bus.arn });
    if (Policy) putPolicy(place, bus, Policy);
    return { physicalId: Name, arn: bus.arn, attributes: { Arn: bus.arn, Name } };
  },
  async update({ Description = '', Policy, Tags }, { physicalId: Name, properties: before }, { place }) {
    const bus = place.events.buses.get(Name);
    await place.call('events', 'UpdateEventBus', { Name, Description }, deployer(place));
    if (Policy) putPolicy(place, bus, Policy);
    else if (before.Policy) removePolicy(place, bus);
    const { set, gone } = changedTags(before.Tags, Tags);
    place.events.tags.remove(bus.arn, gone);
    place.events.tags.put(bus.arn, set);
    return undefined;
  },
  async delete({ physicalId: Name }, place) {
    await place.call('events', 'DeleteEventBus', { Name }, deployer(place));
  },
};
