import type { AwsPlace } from '../../cloud.ts';
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
    EventBusName: oneOf('default'),
    EventPattern: document,
    ScheduleExpression: text,
    Targets: structures(target),
  },
  taken: { by: 'Name', isTaken: (name, { events }) => events.rules.has(name) },
  create(properties, { place, generatedName }) {
    const { Name = generatedName(64) } = properties;
    const arn = put(place, Name, properties);
    return { physicalId: Name, arn, attributes: { Arn: arn } };
  },
  update(properties, { physicalId }, { place }) {
    put(place, physicalId, properties);
    return undefined;
  },
  delete({ physicalId }, { events }) {
    events.deleteRule(physicalId);
  },
};

// biome-ignore lint/suspicious/noExplicitAny: checked by the table above
function put(place: AwsPlace, name: string, { Description, State, EventPattern, ScheduleExpression, Targets = [] }: any): string {
  for (const { RoleArn } of Targets) {
    if (RoleArn && !place.iam.assumable(RoleArn, 'events.amazonaws.com', place.arn('events', `rule/${name}`))) {
      throw new ResourceError(`Provided role '${RoleArn}' cannot be assumed by principal 'events.amazonaws.com'.`);
    }
  }
  return place.events.putRule({
    name,
    description: Description,
    state: State,
    eventPattern: EventPattern,
    scheduleExpression: ScheduleExpression,
    targets: Targets,
  });
}
