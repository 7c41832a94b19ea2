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
    const { Name = generatedName(64), Description, State, EventPattern, ScheduleExpression, Targets = [] } = properties;
    for (const { RoleArn } of Targets) {
      if (RoleArn && !place.iam.assumable(RoleArn, 'events.amazonaws.com', place.arn('events', `rule/${Name}`))) {
        throw new ResourceError(`Provided role '${RoleArn}' cannot be assumed by principal 'events.amazonaws.com'.`);
      }
    }
    const arn = place.events.putRule({
      name: Name,
      description: Description,
      state: State,
      eventPattern: EventPattern,
      scheduleExpression: ScheduleExpression,
      targets: Targets,
    });
    return { physicalId: Name, arn, attributes: { Arn: arn } };
  },
  delete({ physicalId }, { events }) {
    events.deleteRule(physicalId);
  },
};
