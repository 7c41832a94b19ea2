import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { policyOf } from '../bus-policy.ts';
import type { EventBus } from '../event-bus.ts';
import { page } from '../page.ts';
import { byBus } from '../resources.ts';
import type { EventsPlace } from '../state.ts';
import type { Tag } from '../tags.ts';

const refused = ['DeadLetterConfig', 'KmsKeyIdentifier', 'LogConfig'];

interface CreateInput {
  Name: string;
  Description?: string;
  Tags?: Tag[];
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const createEventBus: Operation<CreateInput, EventsPlace> = {
  refuses: [...refused, 'EventSourceName'],
  resources: byBus,
  run({ Name, Description, Tags }, { place }) {
    // the API reference says so; its words are assumed
    if (Name.includes('/')) throw new AwsError('ValidationException', `Event bus name ${Name} must not contain '/'.`);
    const bus = place.events.buses.create(Name, Description, Tags);
    return { EventBusArn: bus.arn, Description };
  },
};

/** What it does not say stays. @throws AwsError ResourceNotFoundException */
export const updateEventBus: Operation<{ Name?: string; Description?: string }, EventsPlace> = {
  refuses: refused,
  resources: byBus,
  run({ Name, Description }, { place }) {
    const bus = place.events.buses.get(Name);
    bus.description = Description ?? bus.description;
    bus.changedAt = place.clock.date();
    return { Arn: bus.arn, Name: bus.name, Description: bus.description };
  },
};

/** @throws AwsError ValidationException for the default bus, or where it has rules */
export const deleteEventBus: Operation<{ Name: string }, EventsPlace> = {
  resources: byBus,
  run({ Name }, { place }) {
    place.events.buses.delete(Name);
  },
};

interface ListInput {
  NamePrefix?: string;
  Limit?: number;
  NextToken?: string;
}

export const listEventBuses: Operation<ListInput, EventsPlace> = {
  run(input, { place }) {
    const buses = place.events.buses.all
      .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const { items, NextToken } = page(buses, 'ListEventBuses', input);
    return { EventBuses: items.map((bus) => shown(place, bus)), NextToken };
  },
};

/** @throws AwsError ResourceNotFoundException */
export const describeEventBus: Operation<{ Name?: string }, EventsPlace> = {
  resources: byBus,
  run: ({ Name }, { place }) => shown(place, place.events.buses.get(Name)),
};

function shown(place: EventsPlace, bus: EventBus): object {
  const policy = policyOf(place, bus);
  return {
    Name: bus.name,
    Arn: bus.arn,
    Description: bus.description,
    Policy: policy && JSON.stringify(policy),
    CreationTime: bus.createdAt,
    LastModifiedTime: bus.changedAt,
  };
}
