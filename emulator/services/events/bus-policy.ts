import { AwsError } from '../../kernel/aws-error.ts';
import { readJson } from '../../kernel/read-json.ts';
import { readPut } from '../iam/policy-document.ts';
import type { EventBus } from './event-bus.ts';
import type { EventsPlace } from './state.ts';

export interface PolicyStatement {
  Sid?: string;
  [member: string]: unknown;
}

interface BusPolicy {
  Version?: string;
  Statement: PolicyStatement[];
}

/** The name under which IAM keeps the one policy of a bus. */
const policyName = 'policy';

/** What the policy of a bus says; undefined where it has none. */
export function policyOf({ iam }: EventsPlace, { arn }: EventBus): BusPolicy | undefined {
  return iam.resourcePolicies.of(arn)[0] as BusPolicy | undefined;
}

/** Gives a bus a policy in the place of its own. @throws AwsError ValidationException */
export function putPolicy({ iam, clock }: EventsPlace, bus: EventBus, document: unknown): void {
  const policy = (typeof document === 'string' ? parsed(document) : document) as BusPolicy;
  readPut(policy, `the policy of event bus ${bus.name}`, (message) => new AwsError('ValidationException', message));
  iam.resourcePolicies.put(bus.arn, policyName, { ...policy, Statement: [policy.Statement].flat() });
  bus.changedAt = clock.date();
}

/** Adds a statement, or puts it in the place of the one of its id. @throws AwsError ValidationException */
export function putStatement(place: EventsPlace, bus: EventBus, statement: PolicyStatement): void {
  const { Version = '2012-10-17', Statement = [] } = policyOf(place, bus) ?? {};
  putPolicy(place, bus, { Version, Statement: [...Statement.filter(({ Sid }) => Sid !== statement.Sid), statement] });
}

/** With its last statement a policy goes, too. @throws AwsError ResourceNotFoundException */
export function removeStatement(place: EventsPlace, bus: EventBus, sid: string): void {
  const { Version, Statement = [] } = policyOf(place, bus) ?? {};
  const rest = Statement.filter(({ Sid }) => Sid !== sid);
  if (rest.length === Statement.length) throw new AwsError('ResourceNotFoundException', 'Statement with the provided id does not exist.');
  if (rest.length > 0) putPolicy(place, bus, { Version, Statement: rest });
  else removePolicy(place, bus);
}

export function removePolicy({ iam, clock }: EventsPlace, bus: EventBus): void {
  iam.resourcePolicies.forget(bus.arn);
  bus.changedAt = clock.date();
}

/** Lets an account put events, or everybody whom the condition names. */
export function allowing(
  { partition }: EventsPlace,
  bus: EventBus,
  { StatementId, Action, Principal, Condition }: Permission,
): PolicyStatement {
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:${partition}:iam::${Principal}:root` },
    Action,
    Resource: bus.arn,
    ...(Condition && { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
  };
}

export interface Permission {
  StatementId: string;
  Action: string;
  /** An account's id, or `*`. */
  Principal: string;
  Condition?: { Type: string; Key: string; Value: string };
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    throw new AwsError('ValidationException', 'Invalid policy document: it is no JSON.');
  }
}
