import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { allowing, type Permission, policyOf, putPolicy, putStatement, removePolicy, removeStatement } from '../bus-policy.ts';
import type { EventsPlace } from '../state.ts';

type PutInput = Partial<Permission> & { EventBusName?: string; Policy?: string };

/** A statement, or a whole policy. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html */
export const putPermission: Operation<PutInput, EventsPlace> = {
  run({ EventBusName, Policy, ...permission }, { place }) {
    const bus = place.events.buses.get(EventBusName);
    if (Policy !== undefined) putPolicy(place, bus, Policy);
    else putStatement(place, bus, allowing(place, bus, whole(permission)));
  },
};

interface RemoveInput {
  EventBusName?: string;
  StatementId?: string;
  RemoveAllPermissions?: boolean;
}

/** @throws AwsError ResourceNotFoundException */
export const removePermission: Operation<RemoveInput, EventsPlace> = {
  run({ EventBusName, StatementId, RemoveAllPermissions }, { place }) {
    const bus = place.events.buses.get(EventBusName);
    if (!RemoveAllPermissions) {
      if (StatementId === undefined) throw missing('StatementId');
      removeStatement(place, bus, StatementId);
      return;
    }
    if (!policyOf(place, bus)) throw new AwsError('ResourceNotFoundException', 'EventBus does not have a policy.');
    removePolicy(place, bus);
  },
};

/** @throws AwsError ValidationException */
function whole({ StatementId, Action, Principal, Condition }: Partial<Permission>): Permission {
  if (StatementId === undefined) throw missing('StatementId');
  if (Principal === undefined) throw missing('Principal');
  if (Action !== 'events:PutEvents') throw new AwsError('ValidationException', "Provided value in parameter 'action' is not supported.");
  return { StatementId, Action, Principal, ...(Condition && { Condition }) };
}

function missing(member: string): AwsError {
  return new AwsError('ValidationException', `Parameter ${member} is not valid. Reason: it is missing.`);
}
