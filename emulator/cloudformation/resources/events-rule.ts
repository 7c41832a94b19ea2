import type { AwsPlace } from '../../cloud.ts';
import { busNameIn, ruleArn } from '../../services/events/event-bus.ts';
import { document, matching, number, oneOf, required, structure, structures, text, textMap } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

const name = matching(/^[.\-_A-Za-z0-9]{1,64}$/);

const target = {
  Id: required(name),
  Arn: required(text),
  RoleArn: text,
  Input: text,
  InputPath: text,
  InputTransformer: structure({ InputPathsMap: textMap, InputTemplate: required(text) }),
  DeadLetterConfig: structure({ Arn: text }),
  RetryPolicy: structure({ MaximumRetryAttempts: number, MaximumEventAgeInSeconds: number }),
};

export const rule: ResourceType = {
  type: 'AWS::Events::Rule',
  fixed: ['Name', 'EventBusName'],
  attributes: ['Arn'],
  properties: {
    Name: name,
    Description: text,
    State: oneOf('ENABLED', 'DISABLED'),
    EventBusName: text,
    EventPattern: document,
    ScheduleExpression: text,
    Targets: structures(target),
  },
  taken: {
    ...{ by: 'Name', within: 'EventBusName' },
    isTaken: (name, { events }, bus = 'default') => typeof bus === 'string' && events.buses.find(bus)?.rules.has(name) === true,
  },
  create(properties, { place, generatedName }) {
    const { Name = generatedName(64), EventBusName } = properties;
    const arn = put(place, Name, properties);
    const busName = busNameIn(EventBusName);
    return { physicalId: busName === 'default' ? Name : `${busName}|${Name}`, arn, attributes: { Arn: arn } };
  },
  update(properties, { physicalId }, { place }) {
    put(place, nameIn(physicalId), properties);
    return undefined;
  },
  delete({ physicalId, properties: { EventBusName } }, { events }) {
    events.rules.delete(nameIn(physicalId), EventBusName);
  },
};

/** Of a rule on a bus of one's own, Ref gives the bus's name, too, as recorded. */
function nameIn(physicalId: string): string {
  return physicalId.split('|').at(-1)!;
}

// biome-ignore lint/suspicious/noExplicitAny: checked by the table above
function put(place: AwsPlace, name: string, properties: any): string {
  const { EventBusName, Description, State, EventPattern, ScheduleExpression, Targets = [] } = properties;
  for (const { RoleArn } of Targets) {
    if (RoleArn && !place.iam.assumable(RoleArn, 'events.amazonaws.com', ruleArn(place, EventBusName, name))) {
      throw new ResourceError(`Provided role '${RoleArn}' cannot be assumed by principal 'events.amazonaws.com'.`);
    }
  }
  return place.events.rules.put({
    name,
    busName: EventBusName,
    description: Description,
    state: State,
    eventPattern: EventPattern,
    scheduleExpression: ScheduleExpression,
    targets: Targets,
  });
}
