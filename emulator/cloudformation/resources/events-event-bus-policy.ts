import type { AwsPlace } from '../../cloud.ts';
import { allowing, type PolicyStatement, policyOf, putStatement, removeStatement } from '../../services/events/bus-policy.ts';
import { document, oneOf, required, structure, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

/** A statement of the policy of a bus, whole or of its parts. */
export const eventBusPolicy: ResourceType = {
  type: 'AWS::Events::EventBusPolicy',
  fixed: ['EventBusName', 'StatementId'],
  attributes: [],
  properties: {
    EventBusName: text,
    StatementId: required(text),
    Statement: document,
    Action: oneOf('events:PutEvents'),
    Principal: text,
    Condition: structure({ Type: text, Key: text, Value: text }),
  },
  create(properties, { place, generatedName }) {
    put(place, properties);
    return { physicalId: generatedName(64) };
  },
  update(properties, _made, { place }) {
    put(place, properties);
    return undefined;
  },
  delete({ properties: { EventBusName, StatementId } }, place) {
    const bus = place.events.buses.find(EventBusName);
    if (bus && policyOf(place, bus)?.Statement.some(({ Sid }) => Sid === StatementId)) removeStatement(place, bus, StatementId);
  },
};

// biome-ignore lint/suspicious/noExplicitAny: checked by the table above
function put(place: AwsPlace, { EventBusName, StatementId, Statement, Action, Principal, Condition }: any): void {
  const bus = place.events.buses.get(EventBusName);
  const parts = Action !== undefined && Principal !== undefined;
  if ((Statement !== undefined) === parts) throw new ResourceError('property Statement is needed, or Action and Principal in its place');
  const statement: PolicyStatement = Statement
    ? { ...Statement, Sid: StatementId }
    : allowing(place, bus, { StatementId, Action, Principal, Condition });
  putStatement(place, bus, statement);
}
